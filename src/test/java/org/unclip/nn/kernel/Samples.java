package org.unclip.nn.kernel;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.unclip.random.KeyedRandom;

/** Arrays of test values, the same in every run. */
public final class Samples {

    private Samples() {}

    /** Standard normal doubles; the name and the shape choose them. */
    public static INDArray gaussian(String name, long... shape) {
        KeyedRandom random = KeyedRandom.of(17, "test:" + name, shape);
        double[] values = new double[(int) Arrays.stream(shape).reduce(1, Math::multiplyExact)];
        Arrays.setAll(values, i -> random.nextGaussian());
        return array(values, shape);
    }

    /** The same as floats. */
    public static INDArray floats(String name, long... shape) {
        return gaussian(name, shape).castTo(DataType.FLOAT);
    }

    /** Doubles in c-order. */
    public static INDArray array(double[] values, long... shape) {
        return Nd4j.createFromArray(values).reshape('c', shape);
    }
}
