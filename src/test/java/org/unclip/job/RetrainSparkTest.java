package org.unclip.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unclip.config.ExitCode;
import org.unclip.config.Settings;
import org.unclip.prior.DiffusionPrior;
import org.unclip.storage.Folder;
import org.unclip.storage.ModelFolder;

/** Rounds of retraining on drawn scenes that become more. */
final class RetrainSparkTest {
    private static final int STEPS = 8;

    @TempDir
    private Path home;

    @Test
    void roundsGoOnFromThePromotedReleaseAndGatesDecide() throws Exception {
        Releases releases = Releases.of(Folder.at(home.toString()));

        assertEquals(ExitCode.DONE, round("one", 60).exitCode());
        assertEquals(Optional.of("one"), releases.current());
        JobReport again = round("one", 90);
        assertEquals(ExitCode.NOTHING_TO_DO, again.exitCode());
        assertTrue(
                again.summary().startsWith("Finished before. retrain: release one, of 60 new pairs"), again.summary());

        assertEquals(ExitCode.NOTHING_TO_DO, round("two", 60).exitCode());

        JobReport refused =
                round("three", 90, "retrain.gates.prior-cosine.atLeast=2", "retrain.learningRateFraction=1e-9");
        assertEquals(ExitCode.QUALITY_REFUSED, refused.exitCode());
        assertTrue(refused.summary().contains("refused: prior-cosine "), refused.summary());
        assertEquals(Optional.of("one"), releases.current());
        Release three = releases.get("three");
        assertEquals(
                List.of("one", 90L, 30L, false),
                List.of(three.base(), three.pairs(), three.newPairs(), three.accepted()));
        assertEquals(
                releases.get("one").fingerprints().get(0), three.fingerprints().get(0)); // the same CLIP
        assertNotEquals(
                releases.get("one").fingerprints().get(1), three.fingerprints().get(1));
        assertArrayEquals(prior("one"), prior("three"), 1e-5f); // which has learned next to nothing since
        assertEquals(STEPS / 4, step("three"));
        assertEquals(STEPS, step("one"));
        assertTrue(Files.exists(home.resolve("three/evaluation-of-release/metrics.json")));
        assertEquals(ExitCode.QUALITY_REFUSED, round("three", 90).exitCode());
        assertEquals(
                releases.folder("one").toString(),
                Cascades.find(Folder.at(home.toString())).toString());
    }

    private long step(String release) {
        return model(release).card().step();
    }

    private float[] prior(String release) {
        return model(release).parameters(model(release).card().layout());
    }

    private ModelFolder model(String release) {
        Folder prior = Releases.of(Folder.at(home.toString())).folder(release).folder("prior");
        return ModelFolder.open(prior, DiffusionPrior.KIND);
    }

    private JobReport round(String id, int scenes, String... more) {
        List<String> settings = new ArrayList<>(List.of(
                "run.dir=" + home,
                "run.id=" + id,
                "run.tables=" + home.resolve("tables"),
                "data.shapes.count=" + scenes,
                "data.imageSize=16",
                "data.validationFraction=0.3",
                "evaluation.oneObject=0",
                "evaluation.twoObjects=0",
                "evaluation.captions=12",
                "evaluation.resamples=20",
                "clip.training.batchSize=16",
                "retrain.gates.prior-cosine.worseBy=2",
                "retrain.gates.drawn-to-text-cosine.worseBy=2",
                "unet={ base = ${stages.decoder} { size = 16 } }"));
        for (String model : List.of("clip", "prior", "unet.base")) {
            settings.add(model + ".training.steps=" + STEPS);
            settings.add(model + ".training.warmupSteps=1");
            settings.add(model + ".training.sampleEvery=0");
        }
        settings.addAll(List.of(more));
        Console console = new Console(new PrintStream(OutputStream.nullOutputStream()), false);
        try (Run run = Run.open(Settings.load(Optional.empty(), settings), console)) {
            return RetrainJob.run(run);
        }
    }
}
