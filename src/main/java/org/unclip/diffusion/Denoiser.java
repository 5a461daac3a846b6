package org.unclip.diffusion;

import org.nd4j.linalg.api.ndarray.INDArray;

/** A model with its conditioning bound: all that samplers know of it. */
@FunctionalInterface
public interface Denoiser {
    /**
     * What the model makes of noised examples.
     *
     * @param xT {@code [B, …, C]}, noised to timestep {@code t}; not changed
     * @param t timestep of the training schedule, {@code 0 .. T-1}
     * @return ε, x0 or v, as the model's {@link Prediction} says, shaped like {@code xT}; with
     *     {@link ReverseVariance#LEARNED_RANGE} followed by as many variance channels: {@code [B, …, 2C]}
     */
    INDArray predict(INDArray xT, int t);
}
