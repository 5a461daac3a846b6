package org.unclip.diffusion;

import java.io.Serializable;

/**
 * How samples are drawn from a trained model.
 *
 * @param sampler the algorithm
 * @param steps timesteps visited, evenly spread over those of training; at least 1
 * @param eta DDIM only: share of the ancestral noise, in [0, 1]
 * @param guidanceScale of {@link ClassifierFreeGuidance}, at least 0; 1 is without guidance
 * @param thresholding of the estimated x0
 */
public record SamplingConfig(Algorithm sampler, int steps, double eta, double guidanceScale, Thresholding thresholding)
        implements Serializable {
    /** The samplers. */
    public enum Algorithm {
        /** {@link DdpmSampler}. */
        DDPM,
        /** {@link DdimSampler}. */
        DDIM
    }

    public SamplingConfig {
        if (steps < 1) {
            throw new IllegalArgumentException("steps must be at least 1, got " + steps);
        }
        if (!(eta >= 0.0 && eta <= 1.0)) {
            throw new IllegalArgumentException("eta must be between 0 and 1, got " + eta);
        }
        if (!(guidanceScale >= 0.0)) {
            throw new IllegalArgumentException("guidanceScale must be at least 0, got " + guidanceScale);
        }
    }
}
