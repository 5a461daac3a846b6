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
    private final TrainingWatch watch;
    private Optional<Injected> injected = Optional.empty();
    private OptionalDouble secondsToRecover = OptionalDouble.empty();
    private Optional<Boolean> digestEqual = Optional.empty();
    private int starts;

    /**
     * A run that is not started yet.
     *
     * @param directory its own, for settings and logs
     * @param storage where the training's folder is
     */
    StressedRun(Disturbance disturbance, Path directory, S3Server storage, Duration limit) {
        this.disturbance = disturbance;
        this.directory = made(directory);
        this.storage = storage;
        this.deadline = new Deadline(limit);
        storage.hadoopSettings().forEach(hadoop::set);
        this.folder = Folder.at(storage.bucket() + "/" + directory.getFileName(), hadoop);
        this.watch = new TrainingWatch(
                storage.objects().resolve(directory.getFileName()),
                directory.resolve("driver.log"),
                disturbance.model());
    }

    /**
     * Does it.
     *
     * @param program the main class of {@code jobs/unclip}
     */
    StressRow run(PreparedRun prepared, String program) {
        Optional<String> failure = Optional.empty();
        try {
            train(prepared, program);
            digestEqual = PreparedRun.digest(folder, disturbance.model())
                    .map(digest -> digest.equals(prepared.digests().get(disturbance.model())));
        } catch (NotSurvivedException | UserError e) {
            String why = e.getMessage().lines().findFirst().orElse("");
            failure = Optional.of("FAILED: %s; see %s".formatted(why, watch.driverLog()));
        }
        return row(failure);
    }

    private void train(PreparedRun prepared, String program) {
        try (StandaloneCluster cluster =
                        StandaloneCluster.start(ClusterOptions.of(directory.resolve("cluster"), disturbance.ranks()));
                JobProcess driver = new JobProcess(program, arguments(cluster), watch.driverLog())) {
            try {
                prepared.copyTo(folder, disturbance.model(), hadoop);
                driver.start();
                StressScene scene = new StressScene(cluster, storage, driver, watch);
                injected = Optional.of(new FaultInjection(disturbance, scene, deadline).inject());
                follow(injected.get(), driver);
                requireLoss(injected.get());
            } finally {
                starts = driver.starts();
            }
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
    private void follow(Injected fault, JobProcess driver) {
        int recovered = fault.attempts().size();
        while (true) {
            OptionalInt status = driver.exitStatus();
            List<Attempt> attempts = watch.attempts();
            if (attempts.size() > recovered && watch.lastStep() > last(attempts).from()) {
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

    /** The metrics tell of a step a little after it was done: the fault may have come when the ranks had ended. */
    private void requireLoss(Injected fault) {
        if (disturbance.fault().losesRank()
                && watch.attempts().size() == fault.attempts().size()) {
            throw new NotSurvivedException("the fault came too late, when no rank was training");
        }
    }

    private static void retry(int status, JobProcess driver) {
        boolean makesSense = status == ExitCode.RETRY.number() || status == ExitCode.CLUSTER_LOST.number();
        if (!makesSense || driver.starts() == MOST_STARTS) {
            throw new NotSurvivedException("the training ended with " + status);
        }
        driver.start();
    }

    private StressRow row(Optional<String> failure) {
        List<Attempt> attempts = watch.attempts();
        List<Attempt> before = injected.map(Injected::attempts).orElse(attempts);
        return new StressRow(
                disturbance,
                injected.map(Injected::when),
                before.isEmpty() ? 0 : last(before).ranks(),
                attempts.isEmpty() ? 0 : last(attempts).ranks(),
                secondsToRecover,
                starts,
                digestEqual,
                failure);
    }

    private static Attempt last(List<Attempt> attempts) {
        return attempts.get(attempts.size() - 1);
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
