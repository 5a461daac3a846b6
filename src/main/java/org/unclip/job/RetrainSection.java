package org.unclip.job;

import java.util.Map;
import org.unclip.training.TrainingConfig;

/**
 * The section {@code retrain}.
 *
 * @param minNewPairs fewest pairs since the promoted release that are worth a round, from 0
 * @param stepsFraction share of each training's steps that a round takes, above 0
 * @param learningRateFraction share of each training's learning rate, above 0
 * @param gates by keys of {@code evaluation/metrics.json}, what a new release must reach
 */
public record RetrainSection(
        long minNewPairs, double stepsFraction, double learningRateFraction, Map<String, Gate> gates) {
    public RetrainSection {
        if (minNewPairs < 0) {
            throw new IllegalArgumentException("minNewPairs must be at least 0, got " + minNewPairs);
        }
        requireAbove("stepsFraction", stepsFraction);
        requireAbove("learningRateFraction", learningRateFraction);
    }

    private static void requireAbove(String name, double value) {
        if (!(value > 0)) {
            throw new IllegalArgumentException(name + " must be above 0, got " + value);
        }
    }

    /** How weights of a release are trained on. */
    TrainingConfig continuing(TrainingConfig training) {
        return training.continuing(stepsFraction, learningRateFraction);
    }
}
