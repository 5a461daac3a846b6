package org.unclip.nn.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.unclip.nn.Frame;
import org.unclip.nn.Kernel;

/** Scales vectors {@code [B, C]} to length one. */
public record L2Normalize() implements Kernel {

    private static final double EPSILON = 1e-12; // of the squared length: keeps a zero vector finite

    @Override
    public INDArray forward(Frame frame) {
        INDArray x = frame.input(0);
        INDArray y = frame.output(x.shape());
        y.assign(x.divColumnVector(length(x)));
        return y;
    }

    @Override
    public INDArray[] backward(Frame frame, INDArray gradient) {
        INDArray x = frame.input(0);
        INDArray length = length(x);
        INDArray unit = x.divColumnVector(length);
        INDArray along = gradient.mul(unit).sum(true, 1);
        INDArray dx = frame.inputGradient(0);
        dx.assign(gradient.sub(unit.muliColumnVector(along)).diviColumnVector(length));
        return new INDArray[] {dx};
    }

    private static INDArray length(INDArray x) {
        return Transforms.sqrt(x.mul(x).sum(true, 1).addi(EPSILON));
    }
}
