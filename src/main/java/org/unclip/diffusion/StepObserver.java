package org.unclip.diffusion;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Told of every step of a sampler, to record pictures or to show progress. */
@FunctionalInterface
public interface StepObserver {
    /** Watches nothing. */
    StepObserver NONE = (t, x, x0) -> {};

    /**
     * A step was made. The arrays may be kept, not changed.
     *
     * @param t timestep that was left, of the schedule being sampled: counts down to 0, at which {@code x} is the sample
     * @param x {@code x_{t−1}}, {@code [B, …]}
     * @param x0 the data the step was made towards, after thresholding, {@code [B, …]}
     */
    void stepped(int t, INDArray x, INDArray x0);
}
