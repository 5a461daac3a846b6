package org.unclip.job.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.unclip.clip.ClipConfig;
import org.unclip.clip.TextConfig;
import org.unclip.clip.TokenizerConfig;
import org.unclip.clip.VisionConfig;
import org.unclip.config.Settings;
import org.unclip.config.UserError;
import org.unclip.job.Console;

final class BenchTest {
    private static final String FIGURES = "parameters %s\ntrain_step_cpu_ms \\d+\\.\\d\nforward_cpu_ms \\d+\\.\\d";

    @Test
    void unetHasThePeersParameters() {
        assertEquals(3_217_603, UNetBench.graph().parameterCount());
    }

    @Test
    void tinyUnetLearnsItsBatch() {
        try (Trainee trainee = new Trainee(PeerUNet.graph(List.of(8, 16), 1), UNetBench.noise(2, 8))) {
            double first = trainee.step();
            for (int i = 0; i < 30; i++) {
                trainee.step();
            }
            assertTrue(trainee.step() < 0.9 * first, "loss fell from " + first);
        }
    }

    @Test
    void medianLeavesOutABlockOfCompilation() {
        AtomicLong clock = new AtomicLong();
        AtomicLong calls = new AtomicLong();
        int block = 10;
        CpuTime time = new CpuTime(clock::get, block);

        double millis = time.medianMillis(
                () -> clock.addAndGet(calls.incrementAndGet() <= 4 * block ? 900_000_000 : 7_000_000), 3 * block);

        assertEquals(7.0, millis, 1e-9);
    }

    @Test
    void clipAndPriorOfAConfigurationAreTimed() {
        Settings tiny = Settings.load(
                Optional.empty(),
                List.of(
                        "clip.tokenizer.vocabularySize=514",
                        "clip.text.width=16",
                        "clip.vision.imageSize=8",
                        "clip.vision.channels=[8,8]",
                        "clip.training.batchSize=4",
                        "prior.width=16",
                        "prior.layers=1",
                        "prior.training.batchSize=4"));

        assertMatches("\\d+", ClipStepBench.run(tiny, 1).summary());
        assertMatches("\\d+", PriorBench.run(tiny, 1).summary());
    }

    @Test
    void encodersAreTimedInThePeersLines() {
        VisionConfig vision = new VisionConfig(VisionConfig.Kind.TRANSFORMER, 16, 8, 16, 1, 2, List.of());
        ClipConfig tiny = new ClipConfig(new TokenizerConfig(514, 5), new TextConfig(16, 1, 2), vision, 8, 100);

        String summary = EncoderBench.run(tiny, 2, 1).summary();

        String figures = " cpu_ms_per_item \\d+\\.\\d\\d items_per_cpu_second \\S+";
        assertTrue(summary.matches("image parameters 6640" + figures + "\ntext parameters 11744" + figures), summary);
    }

    @Test
    void memoryIsToldTenTimes() {
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        Console console = new Console(new PrintStream(told, true, StandardCharsets.UTF_8), false);

        String summary = MemoryBench.run(10, console).summary();

        assertTrue(summary.matches("memory_growth_mb -?\\d+\\.\\d"), summary);
        List<String> lines = told.toString(StandardCharsets.UTF_8).lines().toList();
        assertEquals(10, lines.size());
        assertTrue(lines.get(9).matches("step 10: \\d+\\.\\d MB of heap, \\d+\\.\\d MB resident"), lines.get(9));
    }

    @Test
    void exchangeIsTimedAmongProcesses() {
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        Console console = new Console(new PrintStream(told, true, StandardCharsets.UTF_8), false);

        String summary = ExchangeBench.run(new ExchangePlan(300_000, 2, 2, 1, true), console)
                .summary();

        assertTrue(summary.matches("exchange_ms \\d+\\.\\d"), summary);
        List<String> lines = told.toString(StandardCharsets.UTF_8).lines().toList();
        assertTrue(lines.get(0).matches("gradients to their owners +\\d+\\.\\d ms"), lines.get(0));
        assertTrue(lines.stream().anyMatch(line -> line.startsWith("rank 1: ")), lines.toString());
    }

    @Test
    void ranksBeyondReasonAreAnError() {
        UserError error = assertThrows(UserError.class, () -> ExchangePlan.of(1000, 0, 1, false));

        assertEquals("--ranks is 0, but must be 1 to 64: each is a process of this machine.", error.getMessage());
    }

    @Test
    void noStepsAreAnError() {
        UserError error = assertThrows(UserError.class, () -> UNetBench.run(8, 0));

        assertEquals("--steps is 0, but must be at least 1: leave it out for the default.", error.getMessage());
    }

    private static void assertMatches(String parameters, String figures) {
        assertTrue(figures.matches(FIGURES.formatted(parameters)), figures);
    }
}
