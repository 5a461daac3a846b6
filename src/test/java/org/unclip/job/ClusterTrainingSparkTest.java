package org.unclip.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.unclip.config.ExitCode;
import org.unclip.config.Settings;
import org.unclip.config.UserError;
import org.unclip.data.LocalSpark;
import org.unclip.job.stress.ClusterOptions;
import org.unclip.job.stress.StandaloneCluster;
import org.unclip.job.stress.WorkerSize;
import org.unclip.storage.Checkpoint;
import org.unclip.storage.Checkpoints;
import org.unclip.storage.Folder;

/** Real models trained on a cluster of separate processes: four workers, an executor of one core each. */
final class ClusterTrainingSparkTest {
    private static final int STEPS = 20;

    @TempDir
    private static Path directory;

    private static final ByteArrayOutputStream CONSOLE = new ByteArrayOutputStream();
    private static final List<Run> RUNS = new ArrayList<>();
    private static StandaloneCluster cluster;

    @BeforeAll
    static void prepare() throws IOException {
        LocalSpark.stop();
        try (Run run = open("prepared", List.of())) {
            IngestJob.run(run);
            TrainClipJob.run(run);
            EmbedJob.run(run);
        }
        train("local", List.of());
        copy(directory.resolve("local/shards"), directory.resolve("prepared/shards")); // made once, for all runs
        cluster = StandaloneCluster.start(
                ClusterOptions.of(directory.resolve("cluster"), 4).withSize(WorkerSize.of(1, "1g")));
    }

    /** Runs share a Spark session, which the first of them to close stops. */
    @AfterAll
    static void end() {
        RUNS.forEach(Run::close);
        cluster.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4})
    void priorAndUNetHaveTheBitsOfTheLocalTrainingForAnyNumberOfRanks(int ranks) throws IOException {
        train("ranks" + ranks, onCluster(ranks));

        assertEquals(digest("local", "prior"), digest("ranks" + ranks, "prior"));
        assertEquals(digest("local", "unet-base"), digest("ranks" + ranks, "unet-base"));
        assertTrue(said().contains("Training unet-base with " + ranks + " rank"), said());
        assertTrue(Files.exists(directory.resolve("ranks" + ranks + "/samples/base/step-%06d.png".formatted(STEPS))));
    }

    @Test
    void checkpointsSayWhatTheWeightsLearn() {
        assertEquals(
                Map.of("scale", "WHITENED", "schedule", "COSINE over 1000 timesteps"),
                lastCheckpoint("local", "prior").manifest().run().objective());
        assertEquals(
                Map.of("embeddingScale", "WHITENED", "prediction", "X0", "schedule", "COSINE over 1000 timesteps"),
                lastCheckpoint("local", "unet-base").manifest().run().objective());
    }

    @Test
    void moreRanksThanMicroBatchesAreRefused() throws IOException {
        UserError refused = assertThrows(UserError.class, () -> train("many", onCluster(16)));

        assertEquals(
                "cluster.ranks is 16, but must be at most training.microBatches = 8: lower it, or raise microBatches,"
                        + " which changes the result.",
                refused.getMessage());
        assertEquals(ExitCode.FATAL, refused.exitCode());
    }

    @Test
    void tooFewExecutorsAreSaid() throws IOException {
        List<String> settings = new ArrayList<>(onCluster(8));
        settings.add("cluster.minRanks=6");
        settings.add("cluster.joinTimeoutSeconds=2");

        UserError refused = assertThrows(UserError.class, () -> train("few", settings));

        assertEquals(
                "The executors of " + cluster.master() + " have 4 slots for ranks after 2 s, but a training needs at"
                        + " least 6: start more workers, free the cluster of other applications, or lower"
                        + " cluster.minRanks.",
                refused.getMessage());
        assertEquals(ExitCode.CLUSTER_LOST, refused.exitCode());
    }

    private static List<String> onCluster(int ranks) {
        return List.of(
                "spark.master=" + cluster.master(),
                "spark.settings.spark.executor.memory=600m",
                "spark.settings.spark.ui.enabled=false",
                "cluster.ranks=" + ranks,
                "cluster.minRanks=" + ranks);
    }

    private static void train(String name, List<String> settings) throws IOException {
        copy(directory.resolve("prepared"), directory.resolve(name));
        Run run = open(name, settings);
        if (settings.isEmpty()) {
            try (run) {
                trainModels(run);
            }
        } else {
            RUNS.add(run);
            trainModels(run);
        }
    }

    private static void trainModels(Run run) {
        TrainPriorJob.run(run);
        TrainUNetJob.run(run, "base");
    }

    private static Run open(String name, List<String> more) {
        List<String> settings = new ArrayList<>(List.of(
                "run.dir=" + directory.resolve(name),
                "run.threads=2",
                "data.shapes.count=120",
                "data.validationFraction=0.2",
                "unet={ base = ${stages.decoder} { size = 32 } }"));
        for (String model : List.of("clip", "prior", "unet.base")) {
            settings.add(model + ".training.steps=" + STEPS);
            settings.add(model + ".training.batchSize=16");
            settings.add(model + ".training.microBatches=8");
            settings.add(model + ".training.warmupSteps=5");
            settings.add(model + ".training.checkpointEvery=8");
        }
        settings.addAll(more);
        Console console = new Console(new PrintStream(CONSOLE, true, StandardCharsets.UTF_8), false);
        return Run.open(Settings.load(Optional.empty(), settings), console);
    }

    private static String said() {
        return CONSOLE.toString(StandardCharsets.UTF_8);
    }

    private static String digest(String name, String model) {
        Checkpoint last = lastCheckpoint(name, model);
        assertEquals(STEPS, last.manifest().step());
        return last.digest();
    }

    private static Checkpoint lastCheckpoint(String name, String model) {
        Folder checkpoints =
                Folder.at(directory.resolve(name).resolve("checkpoints").toString());
        return new Checkpoints(checkpoints.folder(model)).latest().orElseThrow();
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(to.resolve(from.relativize(folder)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.REPLACE_EXISTING);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
