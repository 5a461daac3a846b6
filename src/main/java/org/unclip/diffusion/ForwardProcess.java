package org.unclip.diffusion;

import java.io.Serializable;
import org.unclip.random.KeyedRandom;

/**
 * Makes training batches: noised examples, what the model should say of them, and how much each counts.
 *
 * <p>{@code q(x_t | x0)}: {@code x_t = √ᾱ_t x0 + √(1−ᾱ_t) ε} (Ho et al. 2020, eq. 4). Immutable.
 */
public record ForwardProcess(NoiseSchedule schedule, Prediction prediction, LossWeight lossWeight)
        implements Serializable {
    /**
     * A noised batch of B examples, each of N values, in the order of the examples.
     *
     * @param timesteps {@code [B]}
     * @param xT {@code [B * N]}, the model's input
     * @param target {@code [B * N]}, what it should put out
     * @param weights {@code [B]}, of each example's loss
     */
    public record NoisedBatch(int[] timesteps, float[] xT, float[] target, float[] weights) {}

    /**
     * Noises each example to a timestep of its own, uniform over all.
     *
     * @param x0 {@code [B][N]}, at least one example
     * @param random drawn from in the order of the examples: first the timestep, then the noise
     */
    public NoisedBatch noised(float[][] x0, KeyedRandom random) {
        int size = x0[0].length;
        NoisedBatch batch = new NoisedBatch(
                new int[x0.length], new float[x0.length * size], new float[x0.length * size], new float[x0.length]);
        float[] eps = new float[size];
        for (int b = 0; b < x0.length; b++) {
            int t = random.nextInt(schedule.steps());
            random.fillGaussian(eps);
            NoiseLevel level = schedule.level(t);
            batch.timesteps[b] = t;
            batch.weights[b] = (float) lossWeight.at(level, prediction);
            System.arraycopy(xT(x0[b], eps, level), 0, batch.xT, b * size, size);
            System.arraycopy(prediction.target(x0[b], eps, level), 0, batch.target, b * size, size);
        }
        return batch;
    }

    /** One example noised to a level. */
    public static float[] xT(float[] x0, float[] eps, NoiseLevel level) {
        float signal = (float) level.signal();
        float noise = (float) level.noise();
        float[] xT = new float[x0.length];
        for (int i = 0; i < xT.length; i++) {
            xT[i] = signal * x0[i] + noise * eps[i];
        }
        return xT;
    }
}
