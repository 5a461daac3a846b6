package org.unclip.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.unclip.job.stress.ClusterOptions;
import org.unclip.job.stress.DriverProcess;
import org.unclip.job.stress.Place;
import org.unclip.job.stress.StandaloneCluster;
import org.unclip.job.stress.WorkerSize;

/** Jobs that {@code SPARK_HOME}'s spark-submit starts on a cluster. */
@Timeout(600)
final class SubmittedJobSparkTest {
    private static final int SECONDS = 240; // on a busy machine

    @TempDir
    private static Path directory;

    private static StandaloneCluster cluster;

    @BeforeAll
    static void startCluster() {
        cluster = StandaloneCluster.start(
                ClusterOptions.of(directory.resolve("cluster"), 1).withSize(WorkerSize.of(1, "1g")));
    }

    @AfterAll
    static void stopCluster() {
        cluster.close();
    }

    @Test
    void jobRunsAsTheChildOfSparkSubmitWhichHandsOnAStop() throws IOException, InterruptedException {
        try (DriverProcess ingest = submit("ingest", "ingest")) {
            assertEquals(0, ingest.awaitEnd(SECONDS), ingest.printed());
            assertTrue(ingest.printed().contains("spark-home/bin/spark-submit"), ingest.printed());
            assertTrue(ingest.printed().contains("ingest: 40 pairs added"), ingest.printed());
        }
        try (DriverProcess training = submit("training", "train-clip", "--set", "clip.training.steps=100000")) {
            training.awaitLine("steps/s", SECONDS);
            training.ask();
            assertEquals(20, training.awaitEnd(SECONDS), training.printed());
            assertTrue(
                    training.printed()
                            .matches(
                                    "(?s).*Stopped by SIGTERM: train clip has a checkpoint of step [1-9]\\d* of 100000.*"),
                    training.printed());
        }
    }

    private static DriverProcess submit(String name, String... job) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(job));
        arguments.addAll(List.of("--master", cluster.master()));
        for (String setting : List.of(
                "run.dir=" + directory.resolve("run"),
                "data.shapes.count=40",
                "data.imageSize=16",
                "spark.settings.spark.executor.memory=512m",
                "clip.training.warmupSteps=1",
                "clip.training.batchSize=16",
                "clip.training.logEvery=5")) {
            arguments.addAll(List.of("--set", setting));
        }
        Place withSpark = new Place(
                Place.LOOPBACK.host(), List.of("env", "SPARK_HOME=" + directory.resolve("cluster/spark-home")));
        return DriverProcess.start(
                withSpark, directory.resolve(name + ".log"), Main.class, arguments.toArray(String[]::new));
    }
}
