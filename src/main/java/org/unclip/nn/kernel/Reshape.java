package org.unclip.nn.kernel;

import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.unclip.nn.Frame;
import org.unclip.nn.Kernel;

/**
 * The same values in another shape, {@code [B, …] → [B, axes…]}.
 *
 * @param axes the extents behind the batch's
 */
public record Reshape(List<Long> axes) implements Kernel {

    public Reshape {
        axes = List.copyOf(axes);
    }

    /** To these extents behind the batch's. */
    public static Reshape to(long... axes) {
        return new Reshape(Arrays.stream(axes).boxed().toList());
    }

    @Override
    public INDArray forward(Frame frame) {
        INDArray x = frame.input(0);
        long[] shape = new long[axes.size() + 1];
        shape[0] = x.size(0);
        for (int i = 1; i < shape.length; i++) {
            shape[i] = axes.get(i - 1);
        }
        INDArray y = frame.output(shape);
        Strided.read(Rows.of(x), y);
        return y;
    }

    @Override
    public INDArray[] backward(Frame frame, INDArray gradient) {
        INDArray dx = frame.inputGradient(0);
        Strided.read(Rows.of(gradient), dx);
        return new INDArray[] {dx};
    }
}
