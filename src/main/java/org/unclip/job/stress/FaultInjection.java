package org.unclip.job.stress;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.unclip.job.stress.RankTraffic.Transfer;
import org.unclip.job.stress.TrainingWatch.Attempt;
import org.unclip.job.stress.TrainingWatch.OpenCheckpoint;
import org.unclip.job.stress.TrainingWatch.Step;

/** Waits for the moment of a {@link Disturbance}, and brings its fault about. One use, one thread. */
final class FaultInjection {
    private static final long POLL_MILLIS = 20;
    private static final long CLOSE_POLL_MILLIS = 1; // transfers and checkpoints are open for milliseconds
    private static final long LEAST_TRANSFER_BYTES = 16 << 10; // more than any message
    private static final long MOST_MILLIS_DOWN = 3000;

    private final Disturbance disturbance;
    private final StressScene scene;
    private final Deadline deadline;

    /**
     * What has happened.
     *
     * @param when in words
     * @param nanos {@link System#nanoTime} of the fault
     * @param attempts of the training before it
     */
    record Injected(String when, long nanos, List<Attempt> attempts) {}

    FaultInjection(Disturbance disturbance, StressScene scene, Deadline deadline) {
        this.disturbance = disturbance;
        this.scene = scene;
        this.deadline = deadline;
    }

    /**
     * Does it.
     *
     * @throws NotSurvivedException if the training ends before
     */
    Injected inject() {
        String moment = awaitMoment();
        return switch (disturbance.fault()) {
            case EXECUTOR_KILLED -> signal(Signal.KILL, moment);
            case EXECUTOR_STOPPED -> signal(Signal.STOP, moment);
            case KILLED_IN_TRANSFER -> killInTransfer();
            case KILLED_IN_CHECKPOINT -> killInCheckpoint();
            case WORKER_KILLED -> killWorker(moment);
            case STORAGE_RESTARTED -> restartStorage(moment);
            case DRIVER_KILLED -> restartDriver(moment);
        };
    }

    private String awaitMoment() {
        List<Step> steps = await(
                () -> Optional.of(scene.watch().steps())
                        .filter(seen -> !seen.isEmpty() && last(seen).number() >= disturbance.step()),
                POLL_MILLIS);
        double before = steps.size() < 2 ? 0 : steps.get(steps.size() - 2).seconds();
        double wait = disturbance.fraction() * (last(steps).seconds() - before);
        deadline.pause((long) (wait * TimeUnit.SECONDS.toMillis(1)));
        return String.format(Locale.ROOT, "step %d + %.2f s", last(steps).number(), wait);
    }

    private static Step last(List<Step> steps) {
        return steps.get(steps.size() - 1);
    }

    private <T> T await(Supplier<Optional<T>> look, long pollMillis) {
        return deadline.await(
                () -> {
                    Optional<T> seen = look.get();
                    OptionalInt ended = scene.driver().exitStatus();
                    if (seen.isEmpty() && ended.isPresent()) {
                        throw new NotSurvivedException(
                                "the training ended with %d before the fault".formatted(ended.getAsInt()));
                    }
                    return seen;
                },
                pollMillis);
    }

    private ExecutorProcess victim() {
        List<ExecutorProcess> executors = scene.cluster().executors();
        if (executors.isEmpty()) {
            throw new NotSurvivedException("there was no executor");
        }
        return disturbance.victimOf(executors);
    }

    private Injected signal(Signal signal, String moment) {
        victim().send(signal);
        return injected(moment);
    }

    private Injected injected(String when) {
        return new Injected(when, System.nanoTime(), scene.watch().attempts());
    }

    private Injected killInTransfer() {
        List<ExecutorProcess> executors = scene.cluster().executors();
        Transfer transfer = await(
                () -> RankTraffic.transfers(executors).stream()
                        .filter(seen -> seen.bytes() >= LEAST_TRANSFER_BYTES)
                        .max(Comparator.comparingLong(Transfer::bytes)),
                CLOSE_POLL_MILLIS);
        transfer.executor().send(Signal.KILL);
        return injected("step %d, %d bytes on their way".formatted(scene.watch().lastStep() + 1, transfer.bytes()));
    }

    private Injected killInCheckpoint() {
        ExecutorProcess victim = victim();
        OpenCheckpoint open = await(scene.watch()::openCheckpoint, CLOSE_POLL_MILLIS);
        victim.send(Signal.KILL);
        String manifest = open.committed() ? "manifest just after" : "no manifest";
        return injected("checkpoint %d, %d slices, %s".formatted(open.step(), open.slices(), manifest));
    }

    private Injected killWorker(String moment) {
        ExecutorProcess victim = victim();
        scene.cluster().signalWorker(victim.worker(), Signal.KILL); // first: it would start another executor
        victim.send(Signal.KILL);
        return injected(moment);
    }

    private Injected restartStorage(String moment) {
        scene.storage().kill();
        Injected killed = injected(moment);
        deadline.pause((long) (disturbance.fraction() * MOST_MILLIS_DOWN));
        scene.storage().restart();
        double seconds = (System.nanoTime() - killed.nanos()) / (double) TimeUnit.SECONDS.toNanos(1);
        String when = String.format(Locale.ROOT, "%s, down for %.1f s", moment, seconds);
        return new Injected(when, killed.nanos(), killed.attempts());
    }

    private Injected restartDriver(String moment) {
        scene.driver().kill();
        Injected killed = injected(moment);
        scene.driver().start();
        return killed;
    }
}
