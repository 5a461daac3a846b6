package org.unclip.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unclip.config.ExitCode;
import org.unclip.config.UserError;

final class RunLockTest {
    @TempDir
    Path folder;

    /** Another process that holds the folder of its argument until its input ends. */
    static final class Holder {
        public static void main(String[] args) throws IOException {
            RunLock lock = RunLock.take(Path.of(args[0]));
            System.out.println("held");
            System.in.read();
            lock.close();
        }
    }

    @Test
    void secondHolderOfThisProcessIsRefused() {
        Path run = folder.resolve("new/run");
        try (RunLock first = RunLock.take(run)) {
            UserError error = assertThrows(UserError.class, () -> RunLock.take(run));

            assertEquals(ExitCode.HELD, error.exitCode());
            String self = "process " + ProcessHandle.current().pid() + " on ";
            assertTrue(
                    error.getMessage().startsWith("The run folder " + run + " is held by " + self),
                    error.getMessage() + first);
        }
        RunLock.take(run).close();
    }

    @Test
    void killedProcessLetsGo() throws Exception {
        Process holder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        folder.toString())
                .start();
        assertEquals('h', holder.getInputStream().read());

        UserError error = assertThrows(UserError.class, () -> RunLock.take(folder));
        assertTrue(error.getMessage().contains("held by process " + holder.pid() + " on "), error.getMessage());

        holder.destroyForcibly().waitFor();
        RunLock.take(folder).close();
    }

    @Test
    void folderThatIsNoneIsForTheUserToMend() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "in the way");

        UserError below = assertThrows(UserError.class, () -> RunLock.take(file.resolve("run")));
        UserError itself = assertThrows(UserError.class, () -> RunLock.take(file));

        String user = System.getProperty("user.name");
        assertEquals(ExitCode.FATAL, below.exitCode());
        assertEquals(
                "The run folder %s can't be written (%s): allow user %s to write there, or set run.dir to another folder."
                        .formatted(file.resolve("run"), "Not a directory", user),
                below.getMessage());
        assertEquals(
                "The run folder %s can't be written (%s is no folder): allow user %s to write there, or set run.dir to another folder."
                        .formatted(file, file, user),
                itself.getMessage());
    }

    @Test
    void fullDiskMayBeTriedAgain() {
        Path full = Path.of("/dev/full"); // every write to it fails as on a full disk
        assumeTrue(Files.exists(full));
        IOException cause = assertThrows(IOException.class, () -> Files.writeString(full, "no room"));

        UserError error = RunLock.unwritable(folder, cause);

        assertEquals(ExitCode.RETRY, error.exitCode());
        assertTrue(error.getMessage().contains("(No space left on device): free some space there"), error.getMessage());
    }
}
