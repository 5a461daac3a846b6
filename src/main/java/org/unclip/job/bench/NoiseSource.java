package org.unclip.job.bench;

import org.unclip.nn.Minibatch;
import org.unclip.nn.Network;
import org.unclip.training.GradientSource;

/** The gradient of {@link UNetBench}'s U-Net on pictures of noise, the same in every micro-batch. */
final class NoiseSource implements GradientSource {
    /** Pictures in a micro-batch. */
    static final int BATCH = 8;

    private final Network network = new Network(UNetBench.graph());
    private final Minibatch noise = UNetBench.noise(BATCH, UNetBench.SIDE);

    @Override
    public void load(float[] parameters) {
        network.setParameters(parameters);
    }

    @Override
    public double gradient(long step, int microBatch, float[] gradientOut) {
        return network.gradient(noise, gradientOut);
    }

    @Override
    public int validationBatches() {
        return 0;
    }

    @Override
    public double validationLoss(int minibatch) {
        throw new IllegalStateException("nothing is held out");
    }

    @Override
    public void close() {
        network.close();
    }
}
