package org.unclip.job.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster of three hosts, of which one loses its network. */
final class NetworkNamespacesSparkTest {
    @TempDir
    Path folder;

    @BeforeAll
    static void assumePermitted() {
        Optional<String> whyNot = NetworkNamespaces.whyNot();
        assumeTrue(whyNot.isEmpty(), whyNot.orElse(""));
    }

    @Test
    void hostCutOffIsDroppedWhileTheJobFinishesAndRejoins() throws Exception {
        Path jar = ShippedClasses.jar(folder.resolve("tasks.jar"), SlowSum.class, SlowSum.Nap.class);
        ClusterOptions options = ClusterOptions.of(folder.resolve("cluster"), 0).with("spark.worker.timeout", "4");
        try (NetworkNamespaces hosts = NetworkNamespaces.of(3);
                StandaloneCluster cluster = StandaloneCluster.start(options.at(hosts.host(0)))) {
            cluster.addWorkers(hosts.host(1), 1);
            cluster.addWorkers(hosts.host(2), 1);
            try (DriverProcess driver = DriverProcess.start(
                    hosts.host(0),
                    folder.resolve("driver.log"),
                    SlowSum.class,
                    cluster.master(),
                    hosts.host(0).host(),
                    jar.toString())) {
                driver.awaitLine("two executors", 90);

                hosts.cutOff(2);
                awaitLog(cluster, "Removing worker .* on 10\\.77\\.0\\.3");
                assertEquals(0, driver.awaitEnd(90), driver.printed());
                assertTrue(driver.printed().contains("sum " + SlowSum.TASKS * (SlowSum.TASKS + 1) / 2));
            }
            hosts.rejoin(2);
            awaitLog(cluster, "(?s)Removing worker.*Registering worker 10\\.77\\.0\\.3");
        }
    }

    @Test
    void removalLeavesNoNamespace() throws IOException {
        Place host;
        try (NetworkNamespaces hosts = NetworkNamespaces.of(1)) {
            host = hosts.host(0);
            assertTrue(Files.exists(file(host)));
        }

        assertTrue(Files.notExists(file(host)));
    }

    private static Path file(Place host) {
        return Path.of("/run/netns", host.entry().get(host.entry().size() - 1));
    }

    private static void awaitLog(StandaloneCluster cluster, String pattern) throws Exception {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        String log = Files.readString(cluster.masterLog());
        while (!Pattern.compile(pattern).matcher(log).find()) {
            assertTrue(System.nanoTime() < until, "No \"" + pattern + "\" in the master's log:\n" + log);
            Thread.sleep(100);
            log = Files.readString(cluster.masterLog());
        }
    }
}
