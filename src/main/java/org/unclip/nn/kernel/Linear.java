package org.unclip.nn.kernel;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.unclip.nn.Frame;
import org.unclip.nn.Init;
import org.unclip.nn.Kernel;
import org.unclip.nn.Parameter;

/**
 * Affine map of the last axis, {@code [B, …, in] → [B, …, out]}; on pictures it is the 1×1 convolution. Weight
 * {@code [out, in]}.
 *
 * @param in input channels
 * @param out output channels
 * @param bias whether a bias is added
 * @param init start of the weight
 */
public record Linear(int in, int out, boolean bias, Init init) implements Kernel {

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
        NativeOp.matmul(Rows.of(x), false, frame.parameter(0), true, rows);
        if (bias) {
            Rows.addToEach(rows, frame.parameter(1));
        }
        return y;
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
