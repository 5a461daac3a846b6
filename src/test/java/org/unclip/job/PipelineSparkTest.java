package org.unclip.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unclip.clip.ClipModel;
import org.unclip.config.ExitCode;
import org.unclip.config.Settings;
import org.unclip.prior.DiffusionPrior;
import org.unclip.storage.Folder;
import org.unclip.storage.ModelFolder;
import org.unclip.unet.Stage;

/** The whole pipeline on a few drawn scenes: that it runs, repeats itself and goes on; not that it learns. */
final class PipelineSparkTest {
    private static final String LONG_PROMPT = "ein roter Kreis 日本語 \uD83D\uDE00 ".repeat(500);

    private static final int STEPS = 4;

    @TempDir
    private Path directory;

    @Test
    void modelsAndPicturesAreTheSameForAnyNumberOfThreadsAndThroughAStop() throws IOException {
        try (Run run = run("one", 1, STEPS)) {
            assertEquals(ExitCode.DONE, PipelineJob.run(run).exitCode());
            assertEquals(ExitCode.NOTHING_TO_DO, PipelineJob.run(run).exitCode());
        }
        try (Run run = run("two", 2, STEPS / 2)) {
            IngestJob.run(run);
            TrainClipJob.run(run);
        }
        try (Run run = run("two", 2, STEPS)) {
            PipelineJob.run(run);
        }

        assertEquals(fingerprints("one"), fingerprints("two"));
        assertArrayEquals(picture("one"), picture("two"));
        assertEquals(evaluation("one"), evaluation("two"));
        assertTrue(
                evaluation("one").contains("held-out-both") && evaluation("one").contains("cmmd"));
        Path samples = directory.resolve("one/samples");
        assertEquals(
                64,
                ImageIO.read(samples.resolve("prompts/00001-0.png").toFile()).getWidth());
        assertEquals(
                2, Files.readAllLines(samples.resolve("prompts/index.jsonl")).size());
        assertEquals(
                2 * 66 + 2,
                ImageIO.read(samples.resolve("prompts.png").toFile()).getWidth());
        assertTrue(Files.exists(samples.resolve("base/step-%06d.png".formatted(STEPS))));
        assertTrue(Files.readString(directory.resolve("one/metrics.json")).contains("cosineToTrueEmbedding"));
        assertTrue(Files.exists(samples.resolve("base/step-000000.png")));
        assertReport(Files.readString(directory.resolve("two/report.html")));
    }

    private static void assertReport(String page) {
        for (String part : List.of(
                "gallery", "quality", "training", "samples", "steps", "configuration", "times", "environment")) {
            assertTrue(page.contains(" id=\"" + part + "\""), part);
        }
        assertFalse(page.contains("class=\"missing\""));
        assertFalse(Pattern.compile("(src|href)=\"(?!data:|#)").matcher(page).find());
        assertFalse(page.contains("<script") || page.contains("url("), page);
    }

    private Run run(String name, int threads, int steps) {
        List<String> settings = new ArrayList<>(List.of(
                "run.dir=" + directory.resolve(name),
                "run.threads=" + threads,
                "data.shapes.count=60",
                "data.validationFraction=0.3",
                "evaluation.oneObject=4",
                "evaluation.twoObjects=4",
                "evaluation.captions=12",
                "evaluation.trainingCaptions=10",
                "evaluation.resamples=20",
                "generation.prompts=[\"a red circle on a white background\", \"" + LONG_PROMPT + "\"]",
                "clip.training.batchSize=16",
                "unet={ base = ${stages.decoder} { size = 32 },"
                        + " up = ${stages.upsampler} { size = 64, lowSize = 32 } }"));
        for (String model : List.of("clip", "prior", "unet.base", "unet.up")) {
            // The learning rate's course depends on the number of steps: constant, so that a stop changes nothing.
            settings.add(model + ".training.steps=" + steps);
            settings.add(model + ".training.warmupSteps=0");
            settings.add(model + ".training.finalLearningRateFraction=1");
            settings.add(model + ".training.sampleEvery=" + STEPS);
        }
        Console console = new Console(new PrintStream(OutputStream.nullOutputStream()), false);
        return Run.open(Settings.load(Optional.empty(), settings), console);
    }

    private List<String> fingerprints(String name) {
        Folder model = Folder.at(directory.resolve(name).resolve("model").toString());
        return List.of(
                ModelFolder.open(model.folder("clip"), ClipModel.KIND).fingerprint(),
                ModelFolder.open(model.folder("prior"), DiffusionPrior.KIND).fingerprint(),
                ModelFolder.open(model.folder("unet").folder("base"), Stage.KIND)
                        .fingerprint(),
                ModelFolder.open(model.folder("unet").folder("up"), Stage.KIND).fingerprint());
    }

    private String evaluation(String name) throws IOException {
        return Files.readString(directory.resolve(name).resolve("evaluation/metrics.json"));
    }

    private byte[] picture(String name) throws IOException {
        return Files.readAllBytes(directory.resolve(name).resolve("samples/prompts/00000-0.png"));
    }
}
