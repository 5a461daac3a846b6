package org.unclip.diffusion;

import java.io.Serializable;

/**
 * How much an example at a noise level counts in the mean squared error of the model's output.
 *
 * <p>{@code simple} counts every level alike (Ho et al. 2020, eq. 14). The others are defined for one prediction and
 * carried over to the rest, so that they mean the same loss whatever the model predicts.
 *
 * @param kind the formula
 * @param gamma min-SNR: the ratio above which levels count alike, the paper's 5; P2: the exponent, the paper's 1
 * @param k P2 only: keeps the weight of clean examples finite, the paper's 1
 */
public record LossWeight(Kind kind, double gamma, double k) implements Serializable {
    /** The formulas, by the papers' names. */
    public enum Kind {
        SIMPLE,
        /** Hang et al. 2023 (arXiv 2303.09556): {@code min(SNR, γ)} on the error of x0. */
        MIN_SNR,
        /** Choi et al. 2022 (arXiv 2204.00227): {@code 1 / (k + SNR)^γ} on the error of ε. */
        P2
    }

    public LossWeight {
        if (!(gamma > 0.0)) {
            throw new IllegalArgumentException("gamma must be above 0, got " + gamma);
        }
        if (!(k > 0.0)) {
            throw new IllegalArgumentException("k must be above 0, got " + k);
        }
    }

    /** The weight of the squared error of what the model predicts. */
    public double at(NoiseLevel level, Prediction prediction) {
        double x0PerOutput = prediction.x0PerOutput(level);
        return switch (kind) {
            case SIMPLE -> 1.0;
            case MIN_SNR -> Math.min(level.snr(), gamma) * x0PerOutput * x0PerOutput;
            case P2 -> level.snr() / StrictMath.pow(k + level.snr(), gamma) * x0PerOutput * x0PerOutput;
        };
    }
}
