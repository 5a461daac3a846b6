package org.unclip.job.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unclip.config.UserError;
import org.unclip.data.LocalSpark;

/** A master and two workers in JVMs of their own, a driver in this one. */
final class StandaloneClusterSparkTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @TempDir
    static Path folder;

    private static StandaloneCluster cluster;
    private SparkSession spark;

    @BeforeAll
    static void startCluster() throws IOException {
        LocalSpark.stop();
        Path discovery = Files.writeString(
                folder.resolve("discovery"), "#!/bin/sh\necho '{\"name\": \"gpu\", \"addresses\": [\"3\", \"5\"]}'\n");
        Files.setPosixFilePermissions(discovery, PosixFilePermissions.fromString("rwxr-xr-x"));
        cluster = StandaloneCluster.start(ClusterOptions.of(folder.resolve("a cluster"), 2)
                .withSize(new WorkerSize(1, "1g", 1, Optional.of(discovery))));
    }

    @AfterEach
    void stopDriver() {
        if (spark != null) {
            spark.stop();
        }
    }

    @AfterAll
    static void stopCluster() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void killedExecutorIsReplaced() {
        spark = driver(cluster).getOrCreate();
        assertEquals(499_500, sum());
        List<ExecutorProcess> before = cluster.awaitExecutors(2, TIMEOUT);
        assertEquals(Set.of(1, 2), workersOf(before));

        before.get(0).send(Signal.KILL);
        before.get(0).process().onExit().join();
        List<ExecutorProcess> after = cluster.awaitExecutors(2, TIMEOUT);

        assertNotEquals(before.get(0).id(), after.get(0).id());
        assertEquals(before.get(1), after.get(1));
        assertEquals(499_500, sum());
    }

    @Test
    void everyExecutorHasAGpuOfItsOwn() throws IOException {
        Path jar = ShippedClasses.jar(folder.resolve("tasks.jar"), TaskGpus.class);
        spark = driver(cluster)
                .config("spark.jars", jar.toString())
                .config("spark.executor.resource.gpu.amount", 1)
                .config("spark.task.resource.gpu.amount", 1)
                .config("spark.cores.max", 2) // both executors' cores, of which the next line waits for all
                .config("spark.scheduler.minRegisteredResourcesRatio", 1)
                .getOrCreate();

        List<String> got = JavaSparkContext.fromSparkContext(spark.sparkContext())
                .parallelize(List.of(1, 2), 2)
                .mapPartitions(new TaskGpus())
                .collect();

        Set<String> addresses = new HashSet<>();
        got.forEach(task -> addresses.add(task.substring(task.indexOf(':') + 1)));
        assertEquals(Set.of("3", "5"), addresses, got.toString());
    }

    @Test
    void stopLeavesNoProcessNotEvenAStoppedOne() {
        List<ProcessHandle> processes = new ArrayList<>();
        try (StandaloneCluster other = StandaloneCluster.start(ClusterOptions.of(folder.resolve("other"), 1))) {
            spark = driver(other).getOrCreate();
            ExecutorProcess executor = other.awaitExecutors(1, TIMEOUT).get(0);
            processes.add(executor.process());
            processes.addAll(other.workers().values());

            executor.send(Signal.STOP);
            other.signalWorker(1, Signal.KILL);
            assertTrue(executor.process().isAlive());
        }

        // Dead already, but shown as alive until the init process has collected it.
        processes.forEach(
                process -> process.onExit().orTimeout(10, TimeUnit.SECONDS).join());
    }

    @Test
    void secondClusterInAFolderIsRefusedAndTheFirstGoesOn() {
        UserError error = assertThrows(
                UserError.class, () -> StandaloneCluster.start(ClusterOptions.of(folder.resolve("a cluster"), 1)));

        assertTrue(error.getMessage().contains("A cluster runs in"), error.getMessage());
        assertEquals(Set.of(1, 2), cluster.workers().keySet());
    }

    @Test
    void addressOfAnotherMachineIsShownWithTheLog() {
        ClusterOptions options =
                ClusterOptions.of(folder.resolve("elsewhere"), 1).at(new Place("192.0.2.1", List.of()));

        UserError error = assertThrows(UserError.class, () -> StandaloneCluster.start(options));

        assertTrue(error.getMessage().contains("Cannot assign requested address"), error.getMessage());
    }

    private static SparkSession.Builder driver(StandaloneCluster cluster) {
        return SparkSession.builder()
                .appName("standalone")
                .master(cluster.master())
                .config("spark.ui.enabled", false)
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.executor.memory", "512m")
                .config(
                        "spark.sql.warehouse.dir",
                        folder.resolve("warehouse").toUri().toString())
                .config("spark.local.dir", folder.resolve("scratch").toString());
    }

    private long sum() {
        return spark.range(0, 1000, 1, 4).selectExpr("sum(id)").first().getLong(0);
    }

    private static Set<Integer> workersOf(List<ExecutorProcess> executors) {
        Set<Integer> workers = new HashSet<>();
        executors.forEach(executor -> workers.add(executor.worker()));
        return workers;
    }
}
