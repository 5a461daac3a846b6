package org.unclip.storage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.security.AccessControlException;
import java.util.Locale;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.unclip.config.UserError;

/** Says an input or output fault in the user's words: the path, the cause, and what to do. */
public final class StorageFault {
    private static final Set<String> REFUSALS = Set.of("Not a directory", "Read-only file system", "Permission denied");

    private StorageFault() {}

    static UserError writing(Path path, IOException cause) {
        if (isRefused(cause)) {
            return UserError.fatal(
                    "Cannot write %s (%s): allow this user to write there, or choose another folder.%s"
                            .formatted(shown(path), reason(cause), credentials(path)),
                    cause);
        }
        return UserError.retry(
                "Cannot write %s (%s): what was there before is unchanged; free space there or choose another folder,"
                                .formatted(shown(path), reason(cause))
                        + " then run the same command again.",
                cause);
    }

    /** What kept something from being read. */
    public static UserError reading(Path path, IOException cause) {
        if (cause instanceof FileNotFoundException || cause instanceof NoSuchFileException) {
            return UserError.fatal(
                    "%s is missing: check the path, or run the job that writes it.".formatted(shown(path)), cause);
        }
        if (cause.getClass().getSimpleName().equals("UnknownStoreException")) { // of S3A, which need not be there
            return UserError.fatal(
                    "%s is in a bucket that does not exist: create it, or correct the name.".formatted(shown(path)),
                    cause);
        }
        if (isRefused(cause) || isUnreadableHere(path)) {
            return UserError.fatal(
                    "Cannot read %s (%s): allow this user to read it.%s"
                            .formatted(shown(path), reason(cause), credentials(path)),
                    cause);
        }
        return UserError.retry(
                "Cannot read %s (%s): check the storage, then run the same command again."
                        .formatted(shown(path), reason(cause)),
                cause);
    }

    static UserError damaged(Path path, String how) {
        return UserError.fatal(
                "%s is damaged (%s): restore it, or delete the folder it lies in.".formatted(shown(path), how));
    }

    /** A path as the user knows it: local ones without their scheme. */
    static String shown(Path path) {
        return "file".equals(path.toUri().getScheme()) ? path.toUri().getPath() : path.toString();
    }

    /** Where the user of an object store is set, as a further sentence; "" for other storage. */
    private static String credentials(Path path) {
        return "s3a".equals(path.toUri().getScheme())
                ? " Who that is say AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or spark.hadoop.fs.s3a.access.key and"
                        + " secret.key in spark.settings: check these keys."
                : "";
    }

    /** Whether it comes again until the user mends it: a right is missing, or a file is where a folder must be. */
    public static boolean isRefused(IOException cause) {
        return cause instanceof AccessDeniedException
                || cause instanceof org.apache.hadoop.security.AccessControlException
                || cause.getCause() instanceof AccessControlException
                || cause instanceof FileAlreadyExistsException
                || cause instanceof FileSystemException fault && REFUSALS.contains(String.valueOf(fault.getReason()));
    }

    /** Hadoop lists such a local folder with an error of input and output. */
    private static boolean isUnreadableHere(Path path) {
        java.nio.file.Path local = java.nio.file.Path.of(path.toUri().getPath());
        return "file".equals(path.toUri().getScheme()) && Files.exists(local) && !Files.isReadable(local);
    }

    /** The cause in one line; {@link java.nio.file} faults have the path as their message and no more. */
    public static String reason(IOException cause) {
        if (cause instanceof FileAlreadyExistsException inTheWay) {
            return inTheWay.getFile() + " is no folder";
        }
        String message = cause.getMessage();
        if (cause instanceof FileSystemException fault) {
            message = fault.getReason() != null ? fault.getReason() : words(cause);
        }
        return message == null ? words(cause) : message.lines().findFirst().orElse(words(cause));
    }

    private static String words(IOException cause) {
        return cause.getClass()
                .getSimpleName()
                .replaceAll("Exception$", "")
                .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                .toLowerCase(Locale.ROOT);
    }
}
