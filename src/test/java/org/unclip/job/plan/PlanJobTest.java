package org.unclip.job.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unclip.config.ExitCode;
import org.unclip.config.Settings;
import org.unclip.config.UserError;
import org.unclip.job.Console;
import org.unclip.job.JobReport;
import org.unclip.job.UnclipConfig;

final class PlanJobTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void priorOfTheDefaultsFitsAndNothingIsWritten() throws IOException {
        TrainingPlan plan = job(given(), "data.shapes.count=1000", "training.microBatches=1")
                .trainPrior();

        assertEquals(List.of(), plan.refusals());
        assertEquals(666_176, plan.training().parameters());
        assertEquals(16L * 666_176, plan.storage().checkpointBytes());
        assertEquals(1000, plan.storage().pairs().orElseThrow());
        assertTrue(plan.time().orElseThrow().hours() > 0);
        try (var files = Files.list(folder)) {
            assertEquals(0, files.count());
        }
    }

    @Test
    void speedThatIsGivenDecidesTheHours() {
        PlanRequest request =
                new PlanRequest(Optional.of(640.0), Optional.of(36_000L), Optional.of(500L), Optional.of(2), 10);

        TrainingPlan plan =
                job(request, "spark.master=spark://host:7077", executor("4g")).trainPrior();

        PlannedTime time = plan.time().orElseThrow();
        assertEquals(
                0.5, time.hours() * 0.05 / time.stepSeconds(), 1e-9); // 36,000 steps of 32 examples a rank at 640/s
        assertEquals(0.05 + time.exchangeSeconds(), time.stepSeconds(), 1e-9);
        assertEquals(4L * 666_176, time.sentBytes()); // a sum of its half to the other, and its half to it
        assertEquals(500, plan.storage().pairs().orElseThrow());
    }

    @Test
    void ranksShareWhatTheyOwn() {
        PlanRequest two = new PlanRequest(Optional.of(1.0), Optional.empty(), Optional.of(1L), Optional.of(2), 10);
        String[] settings = {"spark.master=spark://host:7077", executor("4g")};

        Map<String, Long> alone = bytes(job(given(), settings).trainPrior());
        Map<String, Long> shared = bytes(job(two, settings).trainPrior());

        assertEquals(2 * 4L * 666_176, alone.get("Adam's moments"));
        assertTrue(shared.get("Adam's moments") < 0.6 * alone.get("Adam's moments"));
        assertEquals(2 * 4L * 666_176, shared.get("weights received"));
        assertFalse(alone.containsKey("weights received"));
    }

    @Test
    void moreRanksThanMicroBatchesAreRefused() {
        PlanRequest four = new PlanRequest(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(4), 10);

        UserError error = assertThrows(UserError.class, () -> job(four, "prior.training.microBatches=2")
                .trainPrior());

        assertEquals(
                "--ranks is 4, but must be at most prior.training.microBatches = 2: lower it, or raise microBatches, which changes the result.",
                error.getMessage());
        assertEquals(ExitCode.FATAL, error.exitCode());
    }

    @Test
    void modelThatNoArrayHoldsIsRefused() {
        String width = "prior={width=8192,layers=40,heads=32}";

        UserError error =
                assertThrows(UserError.class, () -> job(given(), width).trainPrior());

        assertTrue(
                error.getMessage().startsWith("The model of train-prior is ")
                        && error.getMessage().contains("but must be at most 2147483639 parameters"),
                error.getMessage());
    }

    @Test
    void executorThatIsTooSmallIsRefusedBeforeAnythingIsMeasured() {
        PlanRequest request = new PlanRequest(Optional.empty(), Optional.empty(), Optional.of(1L), Optional.of(2), 10);

        TrainingPlan plan = job(
                        request,
                        "spark.master=spark://host:7077",
                        executor("512m"),
                        "prior={width=2048,layers=12,heads=32}")
                .trainPrior();
        JobReport report = plan.report(false);

        assertEquals(ExitCode.FATAL, report.exitCode());
        assertTrue(plan.measured().isEmpty());
        String refusal = plan.refusals().get(0);
        assertTrue(
                refusal.startsWith("spark.executor.memory is \"536.9 MB\", but must be at least ")
                        && refusal.endsWith(
                                "for the heap of a rank: raise it in spark.settings, use more ranks, or make micro-batches smaller (a higher microBatches)."),
                refusal);
        assertTrue(report.summary().contains("NOT KNOWN"), report.summary());
    }

    @Test
    void unknownStageIsNamed() {
        UserError error = assertThrows(UserError.class, () -> job(given()).trainUNet("base"));

        assertEquals(
                "--stage is \"base\", but must be one of []: name a stage of the section unet of the configuration.",
                error.getMessage());
    }

    @Test
    void embeddingNeedsTheNumberOfPairs() {
        UserError error = assertThrows(UserError.class, () -> job(given(), "data.source=folder", "data.path=/pictures")
                .embed());

        assertEquals(
                "--pairs is \"not given\", but must be the number of pairs, which is not known before ingest: give --pairs N.",
                error.getMessage());
    }

    @Test
    void embeddingIsPlannedWithAndWithoutEncodings() {
        PlanRequest request =
                new PlanRequest(Optional.of(100.0), Optional.empty(), Optional.of(1_000_000L), Optional.empty(), 10);

        Map<String, Object> document = job(request, "run.threads=1").embed().document();

        assertEquals(50L, document.get("commits"));
        assertEquals(1e6 / 100 / 3600, (double) document.get("hours"), 1e-9);
        assertEquals(832L, document.get("rowBytes"));
        assertEquals(832L + 2 * 16 * 128 * 2, document.get("rowBytesWithEncodings"));
        assertEquals(1_000_000 * (832L + 2 * 16 * 128 * 2), document.get("writtenBytes"));
    }

    @Test
    void machinesReadTheSameFigures() {
        String json = job(given(), "run.threads=1").trainPrior().report(true).summary();

        assertTrue(json.contains("\"parameters\" : 666176,"), json);
        assertTrue(json.contains("\"refusals\" : [ ]"), json);
    }

    private static PlanRequest given() {
        return new PlanRequest(Optional.of(100.0), Optional.empty(), Optional.empty(), Optional.empty(), 10);
    }

    private static String executor(String memory) {
        return "spark.settings={\"spark.executor.memory\"=\"" + memory + "\"}";
    }

    private static Map<String, Long> bytes(TrainingPlan plan) {
        Map<String, Long> bytes = new HashMap<>();
        plan.memory().items().forEach(item -> bytes.put(item.name(), item.bytes()));
        return bytes;
    }

    private PlanJob job(PlanRequest request, String... settings) {
        List<String> all = new ArrayList<>(List.of("run.dir=" + folder));
        all.addAll(List.of(settings));
        UnclipConfig config = Settings.load(Optional.empty(), all).read("", UnclipConfig.class);
        return new PlanJob(config, request, new Console(new PrintStream(err, true, StandardCharsets.UTF_8), false));
    }
}
