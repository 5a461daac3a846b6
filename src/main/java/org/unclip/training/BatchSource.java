package org.unclip.training;

import org.unclip.nn.Minibatch;

/** The minibatches of a training: a pure function of step and micro-batch. Made and used by one thread. */
public interface BatchSource extends AutoCloseable {

    /** What micro-batch {@code microBatch} of step {@code step} learns from, noise and drop masks included. */
    Minibatch batch(long step, int microBatch);

    @Override
    void close();
}
