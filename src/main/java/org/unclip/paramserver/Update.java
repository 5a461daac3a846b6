package org.unclip.paramserver;

/**
 * What is the same for all parameters in one step.
 *
 * @param step the step, counted from 0
 * @param learningRate the step's learning rate
 * @param gradientScale what the summed gradient is multiplied by: {@code 1 / microBatches} and the clip factor
 */
public record Update(long step, double learningRate, double gradientScale) {}
