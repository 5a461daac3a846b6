package org.unclip.job;

import java.util.function.DoubleSupplier;
import org.unclip.data.metrics.Gauges;
import org.unclip.training.TrainingObserver;
import org.unclip.training.TrainingProgress;

/**
 * Tells monitoring how a training goes, until it is closed; {@code deploy/observe/README.md} says what each gauge means. One
 * that has no value yet, or never has one in this kind of training, is not served.
 */
final class TrainingMetrics implements TrainingObserver, AutoCloseable {
    private static final double MILLIS = 1e3;

    private final Gauges gauges;
    private int losses;

    private TrainingMetrics(String model, long steps) {
        gauges = Gauges.of("training", model);
        gauges.set("step", 0);
        gauges.set("steps", steps);
        gauges.setAge("progress_age_seconds");
        gauges.set("lost_ranks", 0);
    }

    /** Begins to tell of a model's training that keeps checkpoints. */
    static TrainingMetrics withCheckpoints(String model, long steps) {
        TrainingMetrics metrics = new TrainingMetrics(model, steps);
        metrics.onCheckpoint(0);
        return metrics;
    }

    /** Begins to tell of a model's training that keeps none. */
    static TrainingMetrics withoutCheckpoints(String model, long steps) {
        return new TrainingMetrics(model, steps);
    }

    @Override
    public void onProgress(TrainingProgress progress) {
        gauges.set("step", progress.step());
        gauges.set("loss", progress.loss());
        progress.validationLoss().ifPresent(loss -> gauges.set("validation_loss", loss));
        gauges.set("learning_rate", progress.learningRate());
        gauges.set("examples_per_second", progress.examplesPerSecond());
        gauges.set("ranks", progress.ranks());
        if (!Double.isNaN(progress.exchangeShare())) {
            gauges.set("exchange_ratio", progress.exchangeShare());
        }
        DoubleSupplier since = Gauges.secondsSinceNow();
        double left = progress.remaining().toMillis() / MILLIS;
        gauges.set("progress_age_seconds", since);
        gauges.set("remaining_seconds", () -> Math.max(0, left - since.getAsDouble()));
    }

    /** The checkpoint's age is told from its commit, or from this process's begin: storage keeps its own time. */
    @Override
    public void onResume(long step, boolean settingsChanged) {
        gauges.set("step", step);
        gauges.set("checkpoint_step", step);
    }

    @Override
    public void onCheckpoint(long step) {
        gauges.set("checkpoint_step", step);
        gauges.setAge("checkpoint_age_seconds");
    }

    @Override
    public void onLoss(String message) {
        losses++;
        gauges.set("lost_ranks", losses);
    }

    @Override
    public void close() {
        gauges.close();
    }
}
