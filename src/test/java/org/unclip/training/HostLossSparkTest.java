package org.unclip.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.unclip.job.stress.ClusterOptions;
import org.unclip.job.stress.DriverProcess;
import org.unclip.job.stress.NetworkNamespaces;
import org.unclip.job.stress.StandaloneCluster;

/** A training on three hosts, of which one loses its network. */
@Timeout(400)
final class HostLossSparkTest {
    private static final long STEPS = 90;

    @TempDir
    private Path directory;

    @BeforeAll
    static void assumePermitted() {
        Optional<String> whyNot = NetworkNamespaces.whyNot();
        assumeTrue(whyNot.isEmpty(), whyNot.orElse(""));
    }

    @Test
    void hostThatIsCutOffChangesNoBit() throws Exception {
        Toy.train(ToyCluster.job(directory.resolve("local"), STEPS), Toy.Bowl::new);
        Path run = directory.resolve("run");
        ClusterOptions none = ClusterOptions.of(directory.resolve("cluster"), 0).with("spark.worker.timeout", "6");
        try (NetworkNamespaces hosts = NetworkNamespaces.of(3);
                StandaloneCluster cluster = StandaloneCluster.start(none.at(hosts.host(0)))) {
            cluster.addWorkers(hosts.host(1), 1);
            cluster.addWorkers(hosts.host(2), 1);
            try (DriverProcess driver = DriverProcess.start(
                    hosts.host(0),
                    directory.resolve("driver.log"),
                    ToyCluster.class,
                    cluster.master(),
                    run.toString(),
                    String.valueOf(STEPS),
                    "2")) {
                driver.awaitLine("step 12", 120);
                hosts.cutOff(2);

                assertEquals(0, driver.awaitEnd(180), driver.printed());
                assertTrue(driver.printed().contains("on 10.77.0.3) was lost: "), driver.printed());
                assertTrue(
                        driver.printed().matches("(?s).*Training toy with 1 rank from step \\d+\\..*"),
                        driver.printed());
            }
        }
        assertEquals(digest(directory.resolve("local")), digest(run));
    }

    private static String digest(Path folder) {
        return ToyCluster.job(folder, STEPS)
                .checkpoints()
                .latest()
                .orElseThrow()
                .digest();
    }
}
