package org.unclip.nn.kernel;

import java.nio.ByteBuffer;
import jdk.incubator.vector.FloatVector;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.unclip.nn.Frame;
import org.unclip.nn.Kernel;

/**
 * {@code x · sigmoid(β x)}, element by element: SiLU for β = 1, QuickGELU for β = 1.702.
 *
 * @param beta β
 */
public record Swish(float beta) implements Kernel {

    /** {@code x · sigmoid(x)}. */
    public static Swish silu() {
        return new Swish(1f);
    }

    /** CLIP's activation. */
    public static Swish quickGelu() {
        return new Swish(1.702f);
    }

    @Override
    public INDArray forward(Frame frame) {
        INDArray x = frame.input(0);
        INDArray y = frame.output(x.shape());
        if (Backend.fuses(x)) {
            ByteBuffer from = Memory.of(x);
            ByteBuffer to = Memory.of(y);
            for (int at = 0, end = from.capacity(); at < end; at += Lanes.BYTES) {
                FloatVector v = Lanes.load(from, at);
                Lanes.store(v.mul(Lanes.sigmoid(v.mul(beta))), to, at);
            }
        } else {
            y.assign(x.mul(Transforms.sigmoid(x.mul(beta))));
        }
        return y;
    }

    @Override
    public INDArray[] backward(Frame frame, INDArray gradient) {
        INDArray x = frame.input(0);
        INDArray dx = frame.inputGradient(0);
        if (Backend.fuses(x)) {
            fusedBackward(Memory.of(x), Memory.of(gradient), Memory.of(dx));
        } else {
            dx.assign(gradient.mul(derivative(x, beta)));
        }
        return new INDArray[] {dx};
    }

    private void fusedBackward(ByteBuffer x, ByteBuffer dy, ByteBuffer dx) {
        for (int at = 0, end = x.capacity(); at < end; at += Lanes.BYTES) {
            FloatVector u = Lanes.load(x, at).mul(beta);
            FloatVector s = Lanes.sigmoid(u);
            FloatVector derivative = u.sub(u.mul(s)).fma(s, s);
            Lanes.store(Lanes.load(dy, at).mul(derivative), dx, at);
        }
    }

    /** {@code s (1 + u (1 − s))} with {@code u = βx, s = sigmoid(u)}, in plain operations. */
    static INDArray derivative(INDArray x, double beta) {
        INDArray u = x.mul(beta);
        INDArray s = Transforms.sigmoid(u);
        return u.mul(s.rsub(1)).addi(1).muli(s);
    }
}
