package org.unclip.training;

/**
 * Gradient of one micro-batch: a pure function of (parameters, step, micro-batch), whichever replica computes it.
 *
 * <p>So data are read by position (stream {@code microBatch}, minibatch {@code step}), and noise, timesteps and drop
 * masks come from a {@link org.unclip.random.KeyedRandom} keyed by step and micro-batch. A source is made, used and
 * closed by one thread.
 */
public interface GradientSource extends AutoCloseable {
    /** Makes a replica for each worker. */
    @FunctionalInterface
    interface Factory {
        /** A new source; called on the thread that will use it, for several workers at the same time. */
        GradientSource open();
    }

    /**
     * Computes the gradient of a micro-batch's mean loss.
     *
     * @param step steps done before, from 0
     * @param microBatch which of the step's micro-batches, from 0
     * @param parameters the flat vector, not to be written; the same for all micro-batches of a step
     * @param gradientOut receives the gradient, every element
     * @return the mean loss
     */
    double gradient(long step, int microBatch, float[] parameters, float[] gradientOut);

    @Override
    void close();
}
