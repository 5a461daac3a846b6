package org.unclip.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unclip.config.Settings;
import org.unclip.paramserver.DecayRanges;
import org.unclip.storage.Folder;
import org.unclip.storage.RunIdentity;
import org.unclip.storage.StoredLayout;
import org.unclip.storage.Tensor;
import org.unclip.training.TrainingConfig;
import org.unclip.training.TrainingJob;
import org.unclip.training.TrainingProgress;
import org.unclip.training.TrainingResult;

final class TrainingReportTest {
    @TempDir
    private Path directory;

    private final TrainingReport report = new TrainingReport();

    @Test
    void speedIsThatOfTheWholeProcess() throws IOException {
        report.onResume(100, false);
        progress(110, 10); // 10 steps of 8 examples in 8 s
        progress(140, 120); // 30 steps in 2 s

        assertEquals(32, written().path("examplesPerSecond").asDouble(), 1e-9);
    }

    @Test
    void stepsDoneAgainAfterALossCount() throws IOException {
        progress(20, 80); // 2 s
        report.onLoss("Rank 1 was lost.");
        report.onResume(15, false);
        progress(20, 10); // 4 s

        assertEquals(200.0 / 6, written().path("examplesPerSecond").asDouble(), 1e-9);
        assertEquals("Rank 1 was lost.", written().path("lostRanks").path(0).asText());
    }

    private void progress(long step, double examplesPerSecond) {
        report.onProgress(new TrainingProgress(
                "toy",
                step,
                200,
                1,
                OptionalDouble.empty(),
                0.1,
                1,
                examplesPerSecond,
                7,
                Duration.ofSeconds(1),
                2,
                0.25));
    }

    private JsonNode written() throws IOException {
        report.write(job(), new TrainingResult(200, new float[1], OptionalDouble.empty()));
        return new ObjectMapper()
                .readTree(directory.resolve("reports/train-toy.json").toFile());
    }

    private TrainingJob job() {
        StoredLayout layout = new StoredLayout(List.of(new Tensor("w", List.of(1L), 0)));
        TrainingConfig config = Settings.load(
                        Optional.empty(),
                        List.of("training.steps=200", "training.batchSize=8", "training.microBatches=4"))
                .read("training", TrainingConfig.class);
        return new TrainingJob(
                new RunIdentity("toy", layout, 4, 1, "", Map.of("pairs", 1L)),
                config,
                "digest",
                DecayRanges.of(List.of()),
                Folder.at(directory.toString()),
                1);
    }
}
