package org.unclip.storage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.security.AccessControlException;
import java.util.Locale;
import org.apache.hadoop.fs.Path;
import org.unclip.config.UserError;

/** Says an input or output fault in the user's words: the path, the cause, and what to do. */
final class StorageFault {
    private StorageFault() {}

    static UserError writing(Path path, IOException cause) {
        if (isDenied(cause)) {
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

    static UserError reading(Path path, IOException cause) {
        if (cause instanceof FileNotFoundException || cause instanceof NoSuchFileException) {
            return UserError.fatal(
                    "%s is missing: check the path, or run the job that writes it.".formatted(shown(path)), cause);
        }
        if (cause.getClass().getSimpleName().equals("UnknownStoreException")) { // of S3A, which need not be there
            return UserError.fatal(
                    "%s is in a bucket that does not exist: create it, or correct the name.".formatted(shown(path)),
                    cause);
        }
        if (isDenied(cause)) {
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

    private static boolean isDenied(IOException cause) {
        return cause instanceof AccessDeniedException
                || cause instanceof org.apache.hadoop.security.AccessControlException
                || cause.getCause() instanceof AccessControlException;
    }

    /** The cause in one line; {@link java.nio.file} faults have the path as their message and no more. */
    private static String reason(IOException cause) {
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
