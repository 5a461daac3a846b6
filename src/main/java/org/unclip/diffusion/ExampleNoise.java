package org.unclip.diffusion;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.unclip.random.KeyedRandom;

/**
 * Standard normal noise for a batch in which every example has a random stream of its own.
 *
 * <p>So what is drawn for an example does not depend on the batch it is in. Drawing moves the streams on: a run that
 * is to be repeated needs streams made anew from their keys. One thread at a time.
 */
public final class ExampleNoise {
    private final List<KeyedRandom> streams;
    private final long[] exampleShape;

    /**
     * @param streams one for each of the B examples, keyed by what names the example
     * @param exampleShape shape of one example, such as {@code [H, W, C]}
     */
    public ExampleNoise(List<KeyedRandom> streams, long... exampleShape) {
        this.streams = List.copyOf(streams);
        this.exampleShape = exampleShape.clone();
    }

    /** The next noise of every example, {@code [B, …exampleShape]}, float32. */
    public INDArray next() {
        long[] shape = new long[exampleShape.length + 1];
        shape[0] = streams.size();
        System.arraycopy(exampleShape, 0, shape, 1, exampleShape.length);
        int size = 1;
        for (long length : exampleShape) {
            size = Math.multiplyExact(size, Math.toIntExact(length));
        }
        float[] values = new float[Math.multiplyExact(streams.size(), size)];
        for (int b = 0; b < streams.size(); b++) {
            streams.get(b).fillGaussian(values, b * size, size);
        }
        return Nd4j.create(values, shape);
    }
}
