package org.unclip.job.stress;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.unclip.config.ExitCode;
import org.unclip.config.UserError;
import org.unclip.job.stress.FaultInjection.Injected;
import org.unclip.job.stress.TrainingWatch.Attempt;
import org.unclip.storage.Folder;

/** A training on a cluster of its own that is disturbed once, from its start to its row. One use, one thread. */
final class StressedRun {
    private static final long POLL_MILLIS = 50;
    private static final int MOST_STARTS = 4;

    private final Disturbance disturbance;
    private final Path directory;
    private final S3Server storage;
    private final Deadline deadline;
    private final Configuration hadoop = new Configuration();
    private final Folder folder;
    private Optional<Injected> injected = Optional.empty();
    private OptionalDouble secondsToRecover = OptionalDouble.empty();

    /**
     * A run that is not started yet.
     *
     * @param directory its own, for settings and logs
     * @param storage where the training's folder is
     */
    StressedRun(Disturbance disturbance, Path directory, S3Server storage, Duration limit) {
        this.disturbance = disturbance;
        this.directory = directory;
        this.storage = storage;
        this.deadline = new Deadline(limit);
        storage.hadoopSettings().forEach(hadoop::set);
        this.folder = Folder.at(storage.bucket() + "/" + directory.getFileName(), hadoop);
    }

    /**
     * Does it.
     *
     * @param program the main class of {@code jobs/unclip}
     */
    StressRow run(PreparedRun prepared, String program) {
        Path log = made(directory).resolve("driver.log");
        TrainingWatch watch =
                new TrainingWatch(storage.objects().resolve(directory.getFileName()), log, disturbance.model());
        try (StandaloneCluster cluster =
                        StandaloneCluster.start(ClusterOptions.of(directory.resolve("cluster"), disturbance.ranks()));
                TrainingProcess driver = new TrainingProcess(program, arguments(cluster), log)) {
            Optional<String> failure = Optional.empty();
            try {
                prepared.copyTo(folder, hadoop);
                driver.start();
                StressScene scene = new StressScene(cluster, storage, driver, watch);
                injected = Optional.of(new FaultInjection(disturbance, scene, deadline).inject());
                follow(injected.get(), driver, watch);
            } catch (NotSurvivedException | UserError e) {
                failure = Optional.of("FAILED: %s; see %s".formatted(e.getMessage(), log));
            }
            return row(prepared, watch.attempts(), driver.starts(), failure);
        }
    }

    private List<String> arguments(StandaloneCluster cluster) {
        Path settings = StressSettings.distributed(
                directory.resolve("run.conf"), folder.toString(), disturbance.ranks(), cluster, storage);
        List<String> arguments = new ArrayList<>(disturbance.model().command());
        arguments.addAll(List.of("--conf", settings.toString()));
        return arguments;
    }

    /** Waits for the training's end. Where its driver says that a retry makes sense, it is started again. */
    private void follow(Injected fault, TrainingProcess driver, TrainingWatch watch) {
        int recovered = fault.attempts().size();
        while (true) {
            OptionalInt status = driver.exitStatus();
            List<Attempt> attempts = watch.attempts();
            if (attempts.size() > recovered && goesOn(attempts.get(attempts.size() - 1), watch)) {
                recovered = attempts.size();
                secondsToRecover = OptionalDouble.of(secondsSince(fault.nanos()));
            }
            if (status.isPresent()) {
                if (status.getAsInt() == ExitCode.DONE.number()) {
                    return;
                }
                retry(status.getAsInt(), driver);
            }
            deadline.pause(POLL_MILLIS);
        }
    }

    private static boolean goesOn(Attempt attempt, TrainingWatch watch) {
        return watch.lastStep() > attempt.from();
    }

    private static void retry(int status, TrainingProcess driver) {
        boolean makesSense = status == ExitCode.RETRY.number() || status == ExitCode.CLUSTER_LOST.number();
        if (!makesSense || driver.starts() == MOST_STARTS) {
            throw new NotSurvivedException("the training ended with " + status);
        }
        driver.start();
    }

    private StressRow row(PreparedRun prepared, List<Attempt> attempts, int starts, Optional<String> failure) {
        List<Attempt> before = injected.map(Injected::attempts).orElse(attempts);
        return new StressRow(
                disturbance,
                injected.map(Injected::when),
                ranksOfLast(before),
                ranksOfLast(attempts),
                secondsToRecover,
                starts,
                failure.isPresent() ? Optional.empty() : equal(prepared),
                failure);
    }

    private Optional<Boolean> equal(PreparedRun prepared) {
        return PreparedRun.digest(folder, disturbance.model())
                .map(digest -> digest.equals(prepared.digests().get(disturbance.model())));
    }

    private static int ranksOfLast(List<Attempt> attempts) {
        return attempts.isEmpty() ? 0 : attempts.get(attempts.size() - 1).ranks();
    }

    private static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / (double) TimeUnit.SECONDS.toNanos(1);
    }

    private static Path made(Path directory) {
        try {
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw UserError.retry("Cannot make the folder %s: %s.".formatted(directory, e), e);
        }
    }
}
