package org.unclip.paramserver;

/**
 * Learning rate over the steps: a linear warm-up from near zero, then half a cosine down to a fraction of the peak.
 *
 * <p>The cosine of Loshchilov and Hutter 2017 ("SGDR", eq. 5) without restarts.
 *
 * @param peak the rate after warm-up, above 0
 * @param warmupSteps steps of the warm-up, from 0
 * @param steps steps of the whole run, above {@code warmupSteps}
 * @param finalFraction what the rate ends at as a share of the peak, in [0, 1]; 1 keeps it constant
 */
public record LearningRateSchedule(double peak, long warmupSteps, long steps, double finalFraction) {
    /** Throws {@link IllegalArgumentException} for a value out of its range. */
    public LearningRateSchedule {
        if (!(peak > 0 && peak <= 1)) {
            throw new IllegalArgumentException("learningRate must be above 0 and at most 1, got " + peak);
        }
        if (warmupSteps < 0 || warmupSteps >= steps) {
            throw new IllegalArgumentException(
                    "warmupSteps must be from 0 and below steps = %d, got %d".formatted(steps, warmupSteps));
        }
        if (!(finalFraction >= 0 && finalFraction <= 1)) {
            throw new IllegalArgumentException("finalLearningRateFraction must be in [0, 1], got " + finalFraction);
        }
    }

    /** The rate of a step, counted from 0. */
    public double at(long step) {
        if (step < warmupSteps) {
            return peak * ((step + 1.0) / warmupSteps);
        }
        double progress = (double) (step - warmupSteps) / (steps - warmupSteps);
        double cosine = 0.5 * (1 + StrictMath.cos(Math.PI * progress));
        return peak * (finalFraction + (1 - finalFraction) * cosine);
    }
}
