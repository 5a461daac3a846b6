package org.unclip.training;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * How far a training is.
 *
 * @param job its name
 * @param step steps done, of {@code steps}
 * @param loss mean training loss since the report before
 * @param validationLoss of the averaged weights, if measured at this step
 * @param learningRate of the step just done
 * @param gradientNorm of the step just done, before clipping; not a number if not known
 * @param examplesPerSecond since the report before
 * @param seconds spent training, those before a resume included
 * @param remaining time left at this speed
 * @param ranks that share the work
 * @param exchangeShare share of the time since the report before that no rank was computing gradients in: exchange of
 *     gradients and parameters, and the update, 0 to 1; not a number if not known
 */
public record TrainingProgress(
        String job,
        long step,
        long steps,
        double loss,
        OptionalDouble validationLoss,
        double learningRate,
        double gradientNorm,
        double examplesPerSecond,
        double seconds,
        Duration remaining,
        int ranks,
        double exchangeShare) {}
