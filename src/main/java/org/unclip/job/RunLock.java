package org.unclip.job;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.unclip.config.ExitCode;
import org.unclip.config.UserError;
import org.unclip.storage.ProcessIdentity;
import org.unclip.storage.StorageFault;

/**
 * Keeps a run folder on a local disk from being written by two processes: two drivers that commit to one Delta table
 * can lose each other's rows. The operating system lets go of it when the process ends, however it ends.
 *
 * <p>The holder's name is kept in a file of its own, because some systems let nobody read a locked one.
 */
final class RunLock implements AutoCloseable {
    private static final String LOCK = "run.lock";
    private static final String HOLDER = "run.holder";

    private final FileChannel channel;

    private RunLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Holds the folder, which is made if it is not there.
     *
     * @throws UserError with {@link ExitCode#HELD} that names the holder, if another process has it
     */
    static RunLock take(Path folder) {
        try {
            Files.createDirectories(folder);
            FileChannel channel =
                    FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locks(channel)) {
                channel.close();
                throw held(folder);
            }
            Files.writeString(folder.resolve(HOLDER), self());
            return new RunLock(channel);
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    /** Whose the fault is: a full disk passes, a missing right does not. */
    static UserError unwritable(Path folder, IOException cause) {
        String fault = "The run folder %s can't be written (%s): ".formatted(folder, StorageFault.reason(cause));
        return StorageFault.isRefused(cause) || cause instanceof NoSuchFileException // as /proc says
                ? UserError.fatal(
                        fault
                                + "allow user %s to write there, or set run.dir to another folder."
                                        .formatted(System.getProperty("user.name")),
                        cause)
                : UserError.retry(
                        fault
                                + "free some space there, or set run.dir to another folder, then run the same command again.",
                        cause);
    }

    /** Takes the lock until the channel is closed, unless another holds it. */
    private static boolean locks(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
    }

    private static UserError held(Path folder) throws IOException {
        Path holder = folder.resolve(HOLDER);
        String name = Files.exists(holder) ? Files.readString(holder) : "another process";
        return new UserError(
                ExitCode.HELD,
                "The run folder %s is held by %s: wait for its end, or choose another run.dir."
                        .formatted(folder, name));
    }

    private static String self() {
        return "%s since %s".formatted(ProcessIdentity.current(), Instant.now().truncatedTo(ChronoUnit.SECONDS));
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw UserError.retry("The run folder's lock can't be closed: " + e.getMessage(), e);
        }
    }
}
