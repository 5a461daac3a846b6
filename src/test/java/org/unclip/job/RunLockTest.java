package org.unclip.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
    void unwritableFolderIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "in the way");

        UserError error = assertThrows(UserError.class, () -> RunLock.take(file.resolve("run")));

        assertEquals(ExitCode.RETRY, error.exitCode());
        assertTrue(error.getMessage().startsWith("The run folder " + file.resolve("run") + " can't be written ("));
    }
}
