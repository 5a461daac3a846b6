package org.unclip.job.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unclip.job.stress.TrainingWatch.Attempt;
import org.unclip.job.stress.TrainingWatch.OpenCheckpoint;
import org.unclip.job.stress.TrainingWatch.Step;

final class TrainingWatchTest {
    @TempDir
    private Path folder;

    private TrainingWatch watch;

    @BeforeEach
    void begin() {
        watch = new TrainingWatch(folder, folder.resolve("driver.log"), StressedModel.PRIOR);
    }

    @Test
    void nothingIsSeenBeforeTheTrainingBegins() {
        assertEquals(List.of(), watch.steps());
        assertEquals(0, watch.lastStep());
        assertEquals(List.of(), watch.attempts());
        assertEquals(Optional.empty(), watch.openCheckpoint());
    }

    @Test
    void stepsAreTheOnesOfItsModelInWholeLines() throws IOException {
        Path metrics = Files.createDirectories(folder.resolve("metrics"));
        Files.writeString(metrics.resolve("clip.jsonl"), """
                {"job":"clip","step":4,"seconds":9.5}
                """);
        Files.writeString(metrics.resolve("prior.jsonl"), """
                {"job":"prior","step":1,"seconds":0.5}
                {"job":"prior","step":2,"seconds":0.75}
                {"job":"prior","step":3,"sec""");

        assertEquals(List.of(new Step(1, 0.5), new Step(2, 0.75)), watch.steps());
        assertEquals(2, watch.lastStep());
    }

    @Test
    void attemptsAreWhatTheDriverSays() throws IOException {
        Files.writeString(folder.resolve("driver.log"), """
                Training prior with 4 ranks from step 0.
                Rank 2 was lost. Trying again in 1 s (1 of 5).
                Continuing from the checkpoint of step 8.
                Training prior with 1 rank from step 8.
                """);

        assertEquals(List.of(new Attempt(4, 0), new Attempt(1, 8)), watch.attempts());
    }

    @Test
    void checkpointIsOpenFromItsFirstSliceToItsManifest() throws IOException {
        slice("step-000000004/manifest.json");
        slice("step-000000004/slice-00000-1a2b3c4d.bin");
        assertEquals(Optional.empty(), watch.openCheckpoint());

        slice("step-000000008/slice-00001-1a2b3c4d.bin");
        OpenCheckpoint open = watch.openCheckpoint().orElseThrow();
        assertEquals(8, open.step());
        assertEquals(1, open.slices());
        assertFalse(open.committed());

        slice("step-000000008/manifest.json");
        assertTrue(open.committed());
        assertEquals(Optional.empty(), watch.openCheckpoint());
    }

    private void slice(String name) throws IOException {
        Path file = folder.resolve("checkpoints/prior").resolve(name);
        Files.createDirectories(file.getParent());
        Files.createFile(file);
    }
}
