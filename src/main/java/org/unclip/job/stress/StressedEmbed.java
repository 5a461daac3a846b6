package org.unclip.job.stress;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.unclip.config.ExitCode;
import org.unclip.config.UserError;
import org.unclip.storage.Folder;

/** An embed job on a cluster that is disturbed once, from its start to its row. One use, one thread. */
final class StressedEmbed {
    private static final long POLL_MILLIS = 20;
    private static final int MOST_STARTS = 6;
    private static final double MOST_SECONDS_DOWN = 3;
    private static final String TABLE = "tables/embeddings";

    private final EmbedDisturbance disturbance;
    private final Path directory;
    private final StandaloneCluster cluster;
    private final S3Server storage;
    private final Deadline deadline;
    private final Configuration hadoop = new Configuration();
    private final Folder folder;

    /**
     * A run that is not started yet.
     *
     * @param directory its own, for settings and logs
     * @param cluster where it runs
     * @param storage where the run's folder is
     */
    StressedEmbed(
            EmbedDisturbance disturbance, Path directory, StandaloneCluster cluster, S3Server storage, Duration limit) {
        this.disturbance = disturbance;
        this.directory = directory;
        this.cluster = cluster;
        this.storage = storage;
        this.deadline = new Deadline(limit);
        storage.hadoopSettings().forEach(hadoop::set);
        this.folder = Folder.at(storage.bucket() + "/" + directory.getFileName(), hadoop);
    }

    /**
     * Does it.
     *
     * @param spark that reads the storage
     * @param data settings of the data set, as the prepared pairs were made with
     * @param program the main class of {@code jobs/unclip}
     */
    EmbedRow run(PreparedPairs prepared, SparkSession spark, Optional<Path> data, String program) {
        prepared.copyTo(folder, hadoop);
        Path settings = StressSettings.distributedEmbed(
                directory.resolve("run.conf"), folder.toString(), cluster, storage, data);
        Path log = directory.resolve("driver.log");
        long begin = System.nanoTime();
        Optional<String> when = Optional.empty();
        Optional<String> difference;
        try (JobProcess driver = new JobProcess(program, List.of("embed", "--conf", settings.toString()), log)) {
            try {
                driver.start();
                when = Optional.of(disturb(driver));
                follow(driver);
                double seconds = secondsSince(begin);
                difference =
                        EmbeddedContent.of(spark, folder.path(TABLE).toString()).difference(prepared.content());
                return new EmbedRow(disturbance, when, driver.starts(), seconds, difference);
            } catch (NotSurvivedException | UserError e) {
                String why = e.getMessage().lines().findFirst().orElse("");
                difference = Optional.of("FAILED: %s; see %s".formatted(why, log));
                return new EmbedRow(disturbance, when, driver.starts(), secondsSince(begin), difference);
            }
        }
    }

    /** Waits for the moment, and brings the fault about; returns when that was, in words. */
    private String disturb(JobProcess driver) {
        int seen = deadline.await(
                () -> {
                    requireRunning(driver);
                    return Optional.of(commits()).filter(commits -> commits >= disturbance.commits());
                },
                POLL_MILLIS);
        deadline.pause(disturbance.millisLater());
        requireRunning(driver);
        String when = String.format(Locale.ROOT, "commit %d + %.2f s", seen - 1, disturbance.millisLater() / 1e3);
        return switch (disturbance.fault()) {
            case EXECUTOR_KILLED -> killExecutor(driver, when);
            case DRIVER_KILLED -> restartDriver(driver, when);
            case STORAGE_RESTARTED -> restartStorage(when);
        };
    }

    private static void requireRunning(JobProcess driver) {
        OptionalInt ended = driver.exitStatus();
        if (ended.isPresent()) {
            throw new NotSurvivedException("the job ended with %d before the fault".formatted(ended.getAsInt()));
        }
    }

    private String killExecutor(JobProcess driver, String when) {
        List<ExecutorProcess> executors = deadline.await(
                () -> {
                    requireRunning(driver);
                    return Optional.of(cluster.executors()).filter(running -> !running.isEmpty());
                },
                POLL_MILLIS);
        disturbance.victimOf(executors).send(Signal.KILL);
        return when;
    }

    private static String restartDriver(JobProcess driver, String when) {
        driver.kill();
        driver.start();
        return when;
    }

    private String restartStorage(String when) {
        storage.kill();
        long killed = System.nanoTime();
        deadline.pause((long) (disturbance.fraction() * MOST_SECONDS_DOWN * 1e3));
        storage.restart();
        return String.format(Locale.ROOT, "%s, down for %.1f s", when, secondsSince(killed));
    }

    /** Waits for the end of the job; where its driver says that a retry makes sense, it is started again. */
    private void follow(JobProcess driver) {
        while (true) {
            OptionalInt status = driver.exitStatus();
            if (status.isPresent()) {
                int ended = status.getAsInt();
                if (ended == ExitCode.DONE.number() || ended == ExitCode.NOTHING_TO_DO.number()) {
                    return;
                }
                boolean makesSense = ended == ExitCode.RETRY.number() || ended == ExitCode.CLUSTER_LOST.number();
                if (!makesSense || driver.starts() == MOST_STARTS) {
                    throw new NotSurvivedException("the job ended with " + ended);
                }
                driver.start();
            }
            deadline.pause(POLL_MILLIS);
        }
    }

    /** Commits of the table that are on the server's disk. */
    private int commits() {
        Path log = storage.objects()
                .resolve(directory.getFileName())
                .resolve(TABLE)
                .resolve("_delta_log");
        if (!Files.isDirectory(log)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(log)) {
            return Math.toIntExact(
                    files.filter(file -> file.toString().endsWith(".json")).count());
        } catch (IOException e) {
            throw UserError.retry("Cannot watch %s: %s.".formatted(log, e), e);
        }
    }

    private static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / (double) TimeUnit.SECONDS.toNanos(1);
    }
}
