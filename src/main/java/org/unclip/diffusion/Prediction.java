package org.unclip.diffusion;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a model predicts from {@code xT}: the noise, the data, or the velocity between them.
 *
 * <p>Given {@code xT} each determines the others. Velocity is {@code v = √ᾱ ε − √(1−ᾱ) x0} (Salimans and Ho 2022,
 * arXiv 2202.00512, appendix D).
 */
public enum Prediction {
    EPSILON,
    X0,
    V;

    /** The data that a model's output means; a new array shaped like {@code xT}. */
    public INDArray x0(INDArray xT, INDArray output, NoiseLevel level) {
        return switch (this) {
            case EPSILON -> xT.sub(output.mul(level.noise())).divi(level.signal());
            case X0 -> output.dup();
            case V -> xT.mul(level.signal()).subi(output.mul(level.noise()));
        };
    }

    /** The noise that a model's output means; a new array shaped like {@code xT}. */
    public INDArray eps(INDArray xT, INDArray output, NoiseLevel level) {
        return switch (this) {
            case EPSILON -> output.dup();
            case X0 -> xT.sub(output.mul(level.signal())).divi(level.noise());
            case V -> output.mul(level.signal()).addi(xT.mul(level.noise()));
        };
    }

    /** What the model should have put out for {@code xT} made of this data and noise: the regression target. */
    public float[] target(float[] x0, float[] eps, NoiseLevel level) {
        return switch (this) {
            case EPSILON -> eps.clone();
            case X0 -> x0.clone();
            case V -> velocity(x0, eps, level);
        };
    }

    /**
     * {@code ∂x0/∂output} at a given {@code xT}: an error of the output by 1 is one of x0 by this; never 0.
     *
     * <p>Its square turns a mean squared error of the output into one of x0.
     */
    public double x0PerOutput(NoiseLevel level) {
        return switch (this) {
            case EPSILON -> -level.noise() / level.signal();
            case X0 -> 1.0;
            case V -> -level.noise();
        };
    }

    private static float[] velocity(float[] x0, float[] eps, NoiseLevel level) {
        float signal = (float) level.signal();
        float noise = (float) level.noise();
        float[] v = new float[x0.length];
        for (int i = 0; i < v.length; i++) {
            v[i] = signal * eps[i] - noise * x0[i];
        }
        return v;
    }
}
