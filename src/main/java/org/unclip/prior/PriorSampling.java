package org.unclip.prior;

import java.io.Serializable;
import org.unclip.diffusion.SamplingConfig;
import org.unclip.diffusion.Thresholding;

/**
 * How embeddings are drawn: DDIM, without thresholding, the best of a few.
 *
 * @param steps timesteps visited, at least 1; the paper's 64
 * @param eta share of the ancestral noise, in [0, 1]
 * @param guidanceScale strength of the text, 1 for no guidance
 * @param candidates embeddings drawn of which the most similar to the text's is kept, at least 1; the paper's 2
 */
public record PriorSampling(int steps, double eta, double guidanceScale, int candidates) implements Serializable {
    /** Checks the ranges. */
    public PriorSampling {
        sampler(steps, eta, guidanceScale);
        if (candidates < 1) {
            throw new IllegalArgumentException("candidates must be at least 1, got " + candidates);
        }
    }

    SamplingConfig sampler() {
        return sampler(steps, eta, guidanceScale);
    }

    private static SamplingConfig sampler(int steps, double eta, double guidanceScale) {
        Thresholding none = new Thresholding(Thresholding.Kind.NONE, 1);
        return new SamplingConfig(SamplingConfig.Algorithm.DDIM, steps, eta, guidanceScale, none);
    }
}
