package org.unclip.training;

import java.io.Serializable;

/**
 * Gradient of one micro-batch: a pure function of (parameters, step, micro-batch), whichever replica computes it.
 *
 * <p>So data are read by position (stream {@code microBatch}, minibatch {@code step}), and noise, timesteps and drop
 * masks come from a {@link org.unclip.random.KeyedRandom} keyed by step and micro-batch. A source is made, used and
 * closed by one thread.
 */
public interface GradientSource extends AutoCloseable {
    /** Makes a replica for each worker, in whichever process it is. */
    @FunctionalInterface
    interface Factory extends Serializable {
        /** A new source; called on the thread that will use it, for several workers at the same time. */
        GradientSource open();
    }

    /** Takes a flat parameter vector for the calls that follow. */
    void load(float[] parameters);

    /**
     * Computes the gradient of a micro-batch's mean loss.
     *
     * @param step steps done before, from 0
     * @param microBatch which of the step's micro-batches, from 0
     * @param gradientOut receives the gradient, every element
     * @return the mean loss
     */
    double gradient(long step, int microBatch, float[] gradientOut);

    /** Number of held-out minibatches; 0 where nothing is held out. */
    int validationBatches();

    /** The mean loss of a held-out minibatch, from 0: a pure function of the parameters. */
    double validationLoss(int minibatch);

    @Override
    void close();
}
