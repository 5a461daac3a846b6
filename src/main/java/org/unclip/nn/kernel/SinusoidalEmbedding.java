package org.unclip.nn.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.unclip.nn.Frame;
import org.unclip.nn.Kernel;

/**
 * Timesteps {@code [B, 1]} to cosines and sines of geometrically spaced frequencies {@code [B, width]} (Vaswani et al.
 * 2017, section 3.5, as in Ho et al. 2020). Has no gradient.
 *
 * @param width even
 * @param maxPeriod in timesteps
 */
public record SinusoidalEmbedding(int width, double maxPeriod) implements Kernel {

    public SinusoidalEmbedding {
        if (width % 2 != 0) {
            throw new IllegalArgumentException("width must be even, got " + width);
        }
    }

    /** With the usual longest period of 10,000 steps. */
    public static SinusoidalEmbedding of(int width) {
        return new SinusoidalEmbedding(width, 10_000);
    }

    @Override
    public INDArray forward(Frame frame) {
        INDArray t = frame.input(0);
        int half = width / 2;
        double[] frequencies = new double[half];
        for (int i = 0; i < half; i++) {
            frequencies[i] = StrictMath.pow(maxPeriod, -(double) i / half);
        }
        INDArray angles =
                t.mmul(Nd4j.createFromArray(frequencies).castTo(t.dataType()).reshape(1, half));
        INDArray y = frame.output(t.size(0), width);
        y.assign(Nd4j.concat(1, Transforms.cos(angles), Transforms.sin(angles)));
        return y;
    }

    @Override
    public INDArray[] backward(Frame frame, INDArray gradient) {
        return new INDArray[] {null};
    }
}
