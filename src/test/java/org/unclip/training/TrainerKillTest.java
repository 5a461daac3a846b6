package org.unclip.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Kills a training process with SIGKILL while it writes a checkpoint. */
final class TrainerKillTest {
    private static final int SIZE = 1_000_000;
    private static final long STEPS = 30;
    private static final int MOST_ATTEMPTS = 10; // a kill can come a moment after the checkpoint was complete

    @TempDir
    private Path disk;

    @Test
    @Timeout(120)
    void killedInMidCheckpointAndContinuedEndsWithTheSameBits() throws Exception {
        Toy.train(disk.resolve("whole"), SIZE, STEPS, 1);
        Path killed = disk.resolve("killed");
        int attempts = 0;
        do {
            attempts++;
            killWhileItSaves(killed);
        } while (halfCheckpoint(killed).isEmpty() && attempts < MOST_ATTEMPTS);
        assertTrue(halfCheckpoint(killed).isPresent(), "no kill hit a checkpoint half written");

        Toy.train(killed, SIZE, STEPS, 2);

        assertEquals(-1, Files.mismatch(Toy.slice(disk.resolve("whole"), STEPS), Toy.slice(killed, STEPS)));
        assertEquals(Toy.timelessMetrics(disk.resolve("whole")), Toy.timelessMetrics(killed));
    }

    private void killWhileItSaves(Path folder) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ToyProcess.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(disk.resolve("process.log").toFile())
                .start();
        while (process.isAlive() && partFile(folder).isEmpty()) {
            Thread.onSpinWait();
        }
        process.destroyForcibly().waitFor();
    }

    private static Optional<File> partFile(Path folder) {
        return stepFolders(folder)
                .flatMap(step -> files(step.toPath()))
                .filter(file -> file.getName().endsWith(".part"))
                .findAny();
    }

    private static Optional<File> halfCheckpoint(Path folder) {
        return stepFolders(folder)
                .filter(step -> !new File(step, "manifest.json").exists())
                .findAny();
    }

    private static Stream<File> stepFolders(Path folder) {
        return files(folder.resolve("checkpoints/toy"));
    }

    private static Stream<File> files(Path folder) {
        File[] files = folder.toFile().listFiles();
        return files == null ? Stream.empty() : Stream.of(files);
    }

    /** The training to be killed. */
    static final class ToyProcess {
        private ToyProcess() {}

        public static void main(String[] arguments) {
            Toy.train(Path.of(arguments[0]), SIZE, STEPS, 2);
        }
    }
}
