package org.unclip.training;

import java.time.Duration;
import java.util.OptionalDouble;

/** Gathers steps between two progress reports. */
final class Meter {
    private static final double NANOS = 1e9;

    private final TrainingJob job;
    private final double secondsBefore;
    private final int ranks;
    private final long startNanos = System.nanoTime();
    private long reportNanos = startNanos;
    private double lossSum;
    private double stepSeconds;
    private double computeSeconds;
    private int steps;
    private TrainingStep.Result last;

    Meter(TrainingJob job, double secondsBefore, int ranks) {
        this.job = job;
        this.ranks = ranks;
        this.secondsBefore = secondsBefore;
    }

    void add(TrainingStep.Result result) {
        lossSum += result.loss();
        stepSeconds += result.seconds();
        computeSeconds += result.computeSeconds();
        steps++;
        last = result;
    }

    /** Reports the steps added since the last report, and begins anew. */
    TrainingProgress report(long stepsDone, OptionalDouble validationLoss) {
        TrainingConfig config = job.config();
        long now = System.nanoTime();
        double rate = steps * (double) config.batchSize() / ((now - reportNanos) / NANOS);
        double secondsLeft = (config.steps() - stepsDone) * (double) config.batchSize() / rate;
        TrainingProgress progress = new TrainingProgress(
                job.name(),
                stepsDone,
                config.steps(),
                lossSum / steps,
                validationLoss,
                last.learningRate(),
                last.gradientNorm(),
                rate,
                secondsBefore + (now - startNanos) / NANOS,
                Duration.ofMillis(Math.round(secondsLeft * 1000)),
                ranks,
                Math.max(0, 1 - computeSeconds / stepSeconds));
        reportNanos = now;
        lossSum = 0;
        stepSeconds = 0;
        computeSeconds = 0;
        steps = 0;
        return progress;
    }
}
