package org.unclip.nn.kernel;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.unclip.nn.Frame;
import org.unclip.nn.Kernel;

/**
 * Joins its inputs along one axis: channels ({@link #channels}) for skip connections, tokens ({@link #tokens}) for
 * sequences.
 *
 * @param axis counted from the end, -1 for channels
 */
public record Concat(int axis) implements Kernel {

    /** {@code [B, …, C₁], [B, …, C₂], … → [B, …, ΣC]}. */
    public static Concat channels() {
        return new Concat(-1);
    }

    /** {@code [B, N₁, C], [B, N₂, C], … → [B, ΣN, C]}. */
    public static Concat tokens() {
        return new Concat(-2);
    }

    @Override
    public INDArray forward(Frame frame) {
        long[] shape = frame.input(0).shape().clone();
        int joined = shape.length + axis;
        for (int i = 1; i < frame.numInputs(); i++) {
            shape[joined] += frame.input(i).size(joined);
        }
        INDArray y = frame.output(shape);
        List<INDArray> parts = parts(frame, y);
        for (int i = 0; i < parts.size(); i++) {
            Strided.write(frame.input(i), parts.get(i));
        }
        return y;
    }

    @Override
    public INDArray[] backward(Frame frame, INDArray gradient) {
        List<INDArray> parts = parts(frame, gradient);
        INDArray[] gradients = new INDArray[parts.size()];
        for (int i = 0; i < gradients.length; i++) {
            gradients[i] = frame.inputGradient(i);
            Strided.read(parts.get(i), gradients[i]);
        }
        return gradients;
    }

    /** Views of the joined array, one an input, as {@code [outer, inner]} matrices. */
    private List<INDArray> parts(Frame frame, INDArray joined) {
        long outer = 1;
        for (int i = 0; i < joined.rank() + axis; i++) {
            outer *= joined.size(i);
        }
        INDArray matrix = joined.reshape('c', outer, joined.length() / outer);
        List<INDArray> parts = new ArrayList<>();
        long from = 0;
        for (int i = 0; i < frame.numInputs(); i++) {
            long to = from + frame.input(i).length() / outer;
            parts.add(matrix.get(new INDArrayIndex[] {NDArrayIndex.all(), NDArrayIndex.interval(from, to)}));
            from = to;
        }
        return parts;
    }
}
