package org.unclip.job.bench;

import java.util.stream.LongStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.unclip.random.KeyedRandom;

/** Inputs whose values do not matter. */
public final class RandomArrays {
    private static final long SEED = 1;

    private RandomArrays() {}

    /** Standard normal values, the same for the same purpose. */
    public static INDArray gaussian(String purpose, long... shape) {
        int length = Math.toIntExact(LongStream.of(shape).reduce(1, Math::multiplyExact));
        return Nd4j.create(gaussian(purpose, length), shape, 'c');
    }

    /** {@code [rows][length]} standard normal values. */
    public static float[][] gaussianRows(String purpose, int rows, int length) {
        float[][] values = new float[rows][];
        for (int row = 0; row < rows; row++) {
            values[row] = gaussian(purpose + row, length);
        }
        return values;
    }

    /** The stream behind the values of a purpose. */
    public static KeyedRandom stream(String purpose) {
        return KeyedRandom.of(SEED, "bench:" + purpose);
    }

    private static float[] gaussian(String purpose, int length) {
        float[] values = new float[length];
        stream(purpose).fillGaussian(values);
        return values;
    }
}
