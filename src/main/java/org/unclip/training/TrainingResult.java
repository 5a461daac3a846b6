package org.unclip.training;

import java.util.OptionalDouble;

/**
 * A finished training.
 *
 * @param step steps done
 * @param averaged the averaged weights, which are what gets released
 * @param validationLoss of the averaged weights, if measured
 */
public record TrainingResult(long step, float[] averaged, OptionalDouble validationLoss) {}
