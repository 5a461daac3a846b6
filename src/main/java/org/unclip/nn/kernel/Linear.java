package org.unclip.nn.kernel;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.unclip.nn.Frame;
import org.unclip.nn.Init;
import org.unclip.nn.Kernel;
import org.unclip.nn.Parameter;

/**
 * Affine map of the last axis, {@code [B, …, in] → [B, …, out]}; on pictures it is the 1×1 convolution. Weight
 * {@code [out, in]}.
 *
 * <p>On processors with AVX-512 a row's result has the same bits whatever other rows there are: oneDNN rounds otherwise
 * for fewer than {@value #MIN_ROWS} rows alone, so that many are always multiplied.
 *
 * @param in input channels
 * @param out output channels
 * @param bias whether a bias is added
 * @param init start of the weight
 */
public record Linear(int in, int out, boolean bias, Init init) implements Kernel {

    private static final int MIN_ROWS = 16;

    /** With a bias, usual start. */
    public static Linear of(int in, int out) {
        return new Linear(in, out, true, Init.fanIn(in));
    }

    /** Without a bias, usual start. */
    public static Linear withoutBias(int in, int out) {
        return new Linear(in, out, false, Init.fanIn(in));
    }

    /** With a bias; starts as the zero function. */
    public static Linear zero(int in, int out) {
        return new Linear(in, out, true, Init.zeros());
    }

    @Override
    public List<Parameter> parameters() {
        Parameter weight = Parameter.weight("weight", init, out, in);
        return bias ? List.of(weight, Parameter.vector("bias", Init.zeros(), out)) : List.of(weight);
    }

    @Override
    public INDArray forward(Frame frame) {
        INDArray x = frame.input(0);
        long[] shape = x.shape().clone();
        shape[shape.length - 1] = out;
        INDArray y = frame.output(shape);
        INDArray rows = Rows.of(y);
        multiply(frame, Rows.of(x), rows);
        if (bias) {
            Rows.addToEach(rows, frame.parameter(1));
        }
        return y;
    }

    private void multiply(Frame frame, INDArray x, INDArray y) {
        long rows = x.size(0);
        if (rows >= MIN_ROWS) {
            NativeOp.matmul(x, false, frame.parameter(0), true, y);
        } else {
            INDArray padded = frame.scratch(MIN_ROWS, in).assign(0);
            padded.get(NDArrayIndex.interval(0, rows)).assign(x);
            INDArray product = frame.scratch(MIN_ROWS, out);
            NativeOp.matmul(padded, false, frame.parameter(0), true, product);
            y.assign(product.get(NDArrayIndex.interval(0, rows)));
        }
    }

    @Override
    public INDArray[] backward(Frame frame, INDArray gradient) {
        INDArray dx = frame.inputGradient(0);
        INDArray dy = Rows.of(gradient);
        NativeOp.matmul(dy, false, frame.parameter(0), false, Rows.of(dx));
        NativeOp.matmul(dy, true, Rows.of(frame.input(0)), false, frame.parameterGradient(0));
        if (bias) {
            Rows.sum(dy, frame.parameterGradient(1));
        }
        return new INDArray[] {dx};
    }
}
