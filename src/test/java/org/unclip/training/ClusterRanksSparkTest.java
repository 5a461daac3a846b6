package org.unclip.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.unclip.config.ExitCode;
import org.unclip.config.UserError;
import org.unclip.data.LocalSpark;
import org.unclip.job.stress.ClusterOptions;
import org.unclip.job.stress.ExecutorProcess;
import org.unclip.job.stress.Signal;
import org.unclip.job.stress.StandaloneCluster;
import org.unclip.job.stress.WorkerSize;
import org.unclip.training.cluster.ClusterConfig;

/** What a training on a cluster does when executors are lost. */
@Timeout(400)
final class ClusterRanksSparkTest {
    private static final long STEPS = 60;

    @TempDir
    private Path directory;

    private final List<String> said = new CopyOnWriteArrayList<>();
    private StandaloneCluster cluster;
    private SparkSession spark;

    @BeforeEach
    void start() throws IOException {
        LocalSpark.stop();
        Path discovery = Files.writeString(
                directory.resolve("gpus"), "#!/bin/sh\necho '{\"name\": \"gpu\", \"addresses\": [\"0\", \"1\"]}'\n");
        Files.setPosixFilePermissions(discovery, PosixFilePermissions.fromString("rwxr-xr-x"));
        cluster = StandaloneCluster.start(ClusterOptions.of(directory.resolve("cluster"), 2)
                .withSize(new WorkerSize(1, "1g", 1, Optional.of(discovery))));
        spark = ToyCluster.session(cluster.master(), directory, Map.of());
    }

    @AfterEach
    void stop() {
        spark.stop();
        cluster.close();
    }

    @Test
    void killedAndStoppedExecutorsChangeNoBit() throws Exception {
        Toy.train(ToyCluster.job(directory.resolve("local"), STEPS), Toy.Bowl::new);
        CompletableFuture<TrainingResult> training = train(ToyCluster.config(2, 5));

        ExecutorProcess killed = executorAfterStep(9);
        killed.send(Signal.KILL);
        awaitSecondAttempt(training);
        ExecutorProcess stopped = executorAfterStep(24);
        stopped.send(Signal.STOP);
        training.join();
        stopped.send(Signal.KILL);

        assertEquals(digest("local"), digest("cluster"));
        String words = String.join("\n", said);
        assertTrue(
                words.matches(
                        "(?s).*Rank \\d \\(executor %s on 127.0.0.1\\) was lost: .*Trying again in 0 s \\(1 of 5\\).*"
                                .formatted(killed.id())),
                words);
        assertTrue(
                words.matches("(?s).*\\(executor %s on 127.0.0.1\\) was lost: nothing was heard of it for 6 s.*"
                        .formatted(stopped.id())),
                words);
    }

    @Test
    void executorKilledBeforeRanksHaveMetIsTriedAgain() throws Exception {
        Toy.train(ToyCluster.job(directory.resolve("local"), STEPS), Toy.Bowl::new);
        CompletableFuture<TrainingResult> training = train(ToyCluster.config(2, 5));
        while (said.stream().noneMatch(line -> line.startsWith("Training toy"))) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        cluster.executors().get(0).send(Signal.KILL);
        training.join();

        assertEquals(digest("local"), digest("cluster"));
    }

    @Test
    void givesUpWithAnExitCodeOfItsOwnAndLeavesTheLastCheckpoint() throws Exception {
        CompletableFuture<TrainingResult> training = train(ToyCluster.config(2, 0));
        ExecutorProcess killed = executorAfterStep(9);
        killed.send(Signal.KILL);

        UserError given = (UserError)
                assertThrows(CompletionException.class, training::join).getCause();
        assertEquals(ExitCode.CLUSTER_LOST, given.exitCode());
        assertTrue(
                given.getMessage().contains("(executor " + killed.id() + " on 127.0.0.1) was lost"),
                given.getMessage());
        assertTrue(given.getMessage().contains("Gave up after 1 failed attempt in a row"), given.getMessage());
        assertTrue(ToyCluster.job(directory.resolve("cluster-run"), STEPS)
                .checkpoints()
                .latest()
                .isPresent());
    }

    @Test
    void rankWithAGpuThatCannotComputeSaysWhyAndIsNotTriedAgain() throws Exception {
        spark.stop();
        spark = ToyCluster.session(
                cluster.master(),
                directory,
                Map.of("spark.executor.resource.gpu.amount", "1", "spark.task.resource.gpu.amount", "1"));

        UserError given = (UserError) assertThrows(CompletionException.class, train(ToyCluster.config(2, 5))::join)
                .getCause();
        assertEquals(ExitCode.FATAL, given.exitCode());
        assertTrue(
                given.getMessage().matches("(?s)Spark gave this task GPU [01], but CUDA cannot run on it:.*-Pcuda.*"),
                given.getMessage());
        assertTrue(said.stream().noneMatch(line -> line.contains("Trying again")), said.toString());
    }

    private CompletableFuture<TrainingResult> train(ClusterConfig config) {
        TrainingJob job = ToyCluster.job(directory.resolve("cluster-run"), STEPS);
        return CompletableFuture.supplyAsync(() -> ToyCluster.train(spark.sparkContext(), config, job, said::add));
    }

    /** One of the executors, once the training has come so far. */
    private ExecutorProcess executorAfterStep(long step) throws Exception {
        Path metrics = directory.resolve("cluster-run/metrics/toy.jsonl");
        while (!Files.exists(metrics) || lastStep(metrics) < step) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return cluster.executors().get(0);
    }

    private static long lastStep(Path metrics) throws IOException {
        return Files.readAllLines(metrics).stream()
                .filter(line -> line.endsWith("}"))
                .mapToLong(line -> Long.parseLong(line.replaceAll(".*\"step\":(\\d+).*", "$1")))
                .max()
                .orElse(0);
    }

    private void awaitSecondAttempt(CompletableFuture<?> training) throws InterruptedException {
        while (said.stream().filter(line -> line.startsWith("Training toy")).count() < 2) {
            assertFalse(training.isDone(), "it ended without a second attempt: " + said);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private String digest(String run) {
        Path folder = directory.resolve(run.equals("cluster") ? "cluster-run" : run);
        return ToyCluster.job(folder, STEPS)
                .checkpoints()
                .latest()
                .orElseThrow()
                .digest();
    }
}
