package org.unclip.nn;

import java.nio.FloatBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.unclip.nn.kernel.Memory;

/** Copies between heap vectors and contiguous float arrays of the same length. */
public final class FlatVectors {

    private FlatVectors() {}

    /** Copies {@code source} into {@code target}. */
    public static void write(float[] source, INDArray target) {
        buffer(target).put(source);
    }

    /** Copies {@code source} into {@code target}. */
    public static void read(INDArray source, float[] target) {
        buffer(source).get(target);
    }

    private static FloatBuffer buffer(INDArray array) {
        return Memory.of(array).asFloatBuffer();
    }
}
