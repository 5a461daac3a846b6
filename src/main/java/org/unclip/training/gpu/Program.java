package org.unclip.training.gpu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program of the machine that is asked a question. */
final class Program {
    private static final long PATIENCE_SECONDS = 60; // without its daemon, the driver first wakes every device

    /**
     * What a program said.
     *
     * @param exitCode 0 where all went well
     * @param text both its streams, without blanks at the ends
     */
    record Answer(int exitCode, String text) {}

    private Program() {}

    /**
     * Runs a program to its end.
     *
     * @throws IOException if it cannot be started, or has not ended after a minute
     */
    static Answer ask(List<String> command) throws IOException {
        Path answer =
                Files.createTempFile("unclip-", ".txt"); // a pipe would keep us waiting for a killed program's children
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(answer.toFile())
                    .start();
            if (!ended(process)) {
                throw new IOException("no answer within " + PATIENCE_SECONDS + " seconds");
            }
            return new Answer(process.exitValue(), Files.readString(answer).strip());
        } finally {
            Files.delete(answer);
        }
    }

    private static boolean ended(Process process) throws IOException {
        try {
            return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }
}
