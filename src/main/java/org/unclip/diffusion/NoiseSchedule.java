package org.unclip.diffusion;

import java.io.Serializable;
import java.util.function.DoubleUnaryOperator;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Forward-process noise levels for timesteps {@code 0 .. steps-1}, in double precision.
 *
 * <p>{@code q(x_t | x_{t-1}) = N(√(1−β_t) x_{t-1}, β_t)}, so {@code ᾱ_t} is the product of {@code 1−β} up to
 * {@code t}; before the first step it is 1. Linear, quadratic and sigmoid were given for 1000 steps: other numbers of
 * steps scale β by {@code 1000 / steps}, which keeps the last level. Immutable; the same on every machine.
 */
public final class NoiseSchedule implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final double MAX_BETA = 0.999; // keeps the last step away from a singularity
    private static final double COSINE_OFFSET = 0.008; // keeps the first steps from being too small to matter
    private static final int REFERENCE_STEPS = 1000;
    private static final double FIRST_BETA = 1e-4; // of the reference steps; Ho et al. 2020, section 4
    private static final double LAST_BETA = 0.02;
    private static final double SIGMOID_REACH = 6.0;

    @JsonProperty
    private final double[] betas;

    @JsonProperty
    private final double[] alphaBars;

    @JsonCreator
    private NoiseSchedule(@JsonProperty("betas") double[] betas, @JsonProperty("alphaBars") double[] alphaBars) {
        this.betas = betas;
        this.alphaBars = alphaBars;
    }

    /** The schedule a configuration names. */
    public static NoiseSchedule of(ScheduleConfig config) {
        return switch (config.kind()) {
            case COSINE -> cosine(config.timesteps());
            case LINEAR -> linear(config.timesteps());
            case QUADRATIC -> quadratic(config.timesteps());
            case SIGMOID -> sigmoid(config.timesteps());
        };
    }

    /** Nichol and Dhariwal 2021, eq. 17: {@code alphaBar(u) = f(u) / f(0)}. */
    public static NoiseSchedule cosine(int steps) {
        requireSteps(steps);
        double[] betas = new double[steps];
        for (int t = 0; t < steps; t++) {
            double ratio = cosineCurve((t + 1.0) / steps) / cosineCurve((double) t / steps);
            betas[t] = Math.min(1.0 - ratio, MAX_BETA);
        }
        return ofBetas(betas);
    }

    /** Ho et al. 2020: β rises linearly. */
    public static NoiseSchedule linear(int steps) {
        return scaled(steps, u -> FIRST_BETA + u * (LAST_BETA - FIRST_BETA));
    }

    /** {@code √β} rises linearly ("quad" in the code of Ho et al. 2020). */
    public static NoiseSchedule quadratic(int steps) {
        double first = Math.sqrt(FIRST_BETA);
        double last = Math.sqrt(LAST_BETA);
        return scaled(steps, u -> (first + u * (last - first)) * (first + u * (last - first)));
    }

    /** β rises along the logistic function from -6 to 6 (Xu et al. 2022, GeoDiff). */
    public static NoiseSchedule sigmoid(int steps) {
        return scaled(steps, u -> {
            double rise = 1.0 / (1.0 + StrictMath.exp(SIGMOID_REACH - 2.0 * SIGMOID_REACH * u));
            return FIRST_BETA + rise * (LAST_BETA - FIRST_BETA);
        });
    }

    /**
     * The schedule that visits only some timesteps of this one, at the levels they have here.
     *
     * <p>Nichol and Dhariwal 2021, section 4: {@code β_i = 1 − ᾱ_{τ(i)} / ᾱ_{τ(i−1)}}.
     *
     * @param timesteps τ, rising, each in {@code 0 .. steps()-1}
     */
    NoiseSchedule subsequence(int[] timesteps) {
        double[] subBetas = new double[timesteps.length];
        double[] subAlphaBars = new double[timesteps.length];
        double before = 1.0;
        for (int i = 0; i < timesteps.length; i++) {
            subAlphaBars[i] = alphaBars[timesteps[i]];
            subBetas[i] = 1.0 - subAlphaBars[i] / before;
            before = subAlphaBars[i];
        }
        return new NoiseSchedule(subBetas, subAlphaBars);
    }

    /** Number of timesteps T. */
    public int steps() {
        return betas.length;
    }

    /** Variance {@code β_t} of the noise that step {@code t} adds. */
    public double beta(int t) {
        return betas[t];
    }

    /** {@code ᾱ_t}: the signal's share of the variance after step {@code t}. */
    public double alphaBar(int t) {
        return alphaBars[t];
    }

    /** {@code ᾱ_{t−1}}, which is 1 before the first step. */
    public double alphaBarBefore(int t) {
        return t == 0 ? 1.0 : alphaBars[t - 1];
    }

    /** Signal and noise of {@code x_t}. */
    public NoiseLevel level(int t) {
        return new NoiseLevel(alphaBars[t]);
    }

    /** Variance {@code β̃_t} of {@code q(x_{t−1} | x_t, x0)}, Ho et al. 2020, eq. 7; 0 at the first step. */
    public double posteriorVariance(int t) {
        return betas[t] * (1.0 - alphaBarBefore(t)) / (1.0 - alphaBars[t]);
    }

    /** Factor of {@code x0} in the mean of {@code q(x_{t−1} | x_t, x0)}, Ho et al. 2020, eq. 7. */
    public double posteriorMeanOfX0(int t) {
        return Math.sqrt(alphaBarBefore(t)) * betas[t] / (1.0 - alphaBars[t]);
    }

    /** Factor of {@code x_t} in the mean of {@code q(x_{t−1} | x_t, x0)}, Ho et al. 2020, eq. 7. */
    public double posteriorMeanOfXT(int t) {
        return Math.sqrt(1.0 - betas[t]) * (1.0 - alphaBarBefore(t)) / (1.0 - alphaBars[t]);
    }

    private static NoiseSchedule scaled(int steps, DoubleUnaryOperator referenceBeta) {
        requireSteps(steps);
        double[] betas = new double[steps];
        for (int t = 0; t < steps; t++) {
            double u = steps == 1 ? 1.0 : t / (steps - 1.0);
            betas[t] = Math.min(referenceBeta.applyAsDouble(u) * REFERENCE_STEPS / steps, MAX_BETA);
        }
        return ofBetas(betas);
    }

    private static NoiseSchedule ofBetas(double[] betas) {
        double[] alphaBars = new double[betas.length];
        double alphaBar = 1.0;
        for (int t = 0; t < betas.length; t++) {
            alphaBar *= 1.0 - betas[t];
            alphaBars[t] = alphaBar;
        }
        return new NoiseSchedule(betas, alphaBars);
    }

    private static double cosineCurve(double u) {
        double cos = StrictMath.cos((u + COSINE_OFFSET) / (1.0 + COSINE_OFFSET) * Math.PI / 2.0);
        return cos * cos;
    }

    private static void requireSteps(int steps) {
        if (steps < 1) {
            throw new IllegalArgumentException("steps must be at least 1, got " + steps);
        }
    }
}
