package org.unclip.training.dl4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.unclip.config.ExitCode;
import org.unclip.config.UserError;
import org.unclip.data.LocalSpark;
import org.unclip.job.stress.ClusterOptions;
import org.unclip.job.stress.Signal;
import org.unclip.job.stress.StandaloneCluster;
import org.unclip.nn.Network;
import org.unclip.training.BatchSource;

/** A master and two workers in JVMs of their own. */
@Timeout(300)
final class SharedTrainingSparkTest {
    private static final TinyRegression BATCHES = new TinyRegression(16);
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @TempDir
    static Path folder;

    private static StandaloneCluster cluster;
    private static String jar;

    @BeforeAll
    static void startCluster() throws IOException {
        LocalSpark.stop();
        jar = jar(folder.resolve("unclip.jar")).toString();
        cluster = StandaloneCluster.start(ClusterOptions.of(folder.resolve("cluster"), 2));
    }

    @AfterAll
    static void stopCluster() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void twoExecutorsLearnInRounds() {
        try (JavaSparkContext spark = TestDriver.spark(cluster.master(), jar)) {
            assertLearns(spark, TestDriver.config(2, 100), List.of(100L, 200L));
        }
    }

    @Test
    void localModeLearnsWithOneReplica() {
        try (JavaSparkContext spark = TestDriver.spark("local[2]", jar)) {
            assertLearns(spark, TestDriver.config(1, 200), List.of(200L));
        }
    }

    @Test
    void lostExecutorEndsTheTrainingWithAMessage() throws Exception {
        Path printed = folder.resolve("printed");
        Path exchanging = folder.resolve("exchanging");
        Process driver = new ProcessBuilder(TestDriver.command(cluster.master(), jar, exchanging))
                .redirectOutput(printed.toFile())
                .redirectError(folder.resolve("log").toFile())
                .start();
        try {
            while (driver.isAlive() && Files.notExists(exchanging)) {
                Thread.sleep(100);
            }
            cluster.awaitExecutors(2, TIMEOUT).get(0).send(Signal.KILL);

            assertEquals(ExitCode.RETRY.number(), driver.waitFor());
        } finally {
            driver.destroyForcibly();
        }
        List<String> lines = Files.readAllLines(printed);
        String message = lines.get(lines.size() - 1);
        assertTrue(
                message.matches(
                        "Executor \\d was lost \\(.*\\) in steps 1 to 200, and Deeplearning4j's parameter server"
                                + " cannot go on without it: start the training again\\."),
                message);
    }

    @Test
    void tooFewExecutorsOrMicroBatchesAreSaid() {
        try (JavaSparkContext spark = TestDriver.spark(cluster.master(), jar)) {
            cluster.awaitExecutors(2, TIMEOUT);
            Dl4jConfig impatient = new Dl4jConfig(4, 1e-3, Optional.empty(), 40123, Optional.empty(), 100, 20);

            assertEquals(
                    "dl4j.executors is 4, but must be at most the cluster's, which gave 2 in 20 seconds: lower it, or add"
                            + " workers.",
                    refusal(spark, impatient));
            assertEquals(
                    "dl4j.executors is 8, but must be at most training.microBatches = 4: lower it, or raise the other.",
                    refusal(spark, TestDriver.config(8, 100)));
        }
    }

    private static void assertLearns(JavaSparkContext spark, Dl4jConfig config, List<Long> expectedRounds) {
        List<Long> rounds = new ArrayList<>();
        float[] trained = TestDriver.train(spark, BATCHES, config, round -> rounds.add(round.step()));
        double before = heldOutLoss(Network.layoutOf(TestDriver.GRAPH).initialValues(1));
        double after = heldOutLoss(trained);
        assertTrue(after < 0.1 * before, after + " after " + before);
        assertEquals(expectedRounds, rounds);
    }

    private static double heldOutLoss(float[] weights) {
        try (Network network = new Network(TestDriver.GRAPH);
                BatchSource batches = BATCHES.validation()) {
            network.setParameters(weights);
            double sum = 0;
            for (int i = 0; i < BATCHES.validationBatches(); i++) {
                sum += network.loss(batches.batch(0, i));
            }
            return sum / BATCHES.validationBatches();
        }
    }

    private static String refusal(JavaSparkContext spark, Dl4jConfig config) {
        return assertThrows(UserError.class, () -> TestDriver.train(spark, BATCHES, config, round -> {}))
                .getMessage();
    }

    private static Path jar(Path file) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(file))) {
            for (Path root : List.of(Path.of("target/classes"), Path.of("target/test-classes"))) {
                try (Stream<Path> files = Files.walk(root)) {
                    for (Path type : files.filter(path -> path.toString().endsWith(".class"))
                            .toList()) {
                        out.putNextEntry(new JarEntry(root.relativize(type).toString()));
                        Files.copy(type, out);
                    }
                }
            }
        }
        return file;
    }
}
