package org.unclip.diffusion;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What samplers need to step back from noise to data.
 *
 * @param schedule the levels to visit
 * @param denoiser a model of that schedule, guided already
 * @param prediction what it predicts
 * @param variance of an ancestral step
 * @param thresholding of the estimated data
 */
public record ReverseProcess(
        NoiseSchedule schedule,
        Denoiser denoiser,
        Prediction prediction,
        ReverseVariance variance,
        Thresholding thresholding) {

    /** The data that a model's output for {@code xT} means, in range; a new array. */
    INDArray x0(INDArray xT, INDArray output, int t) {
        return thresholding.apply(prediction.x0(xT, variance.meanChannels(output), schedule.level(t)));
    }
}
