package org.unclip.nn.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.unclip.nn.Frame;
import org.unclip.nn.Kernel;

/**
 * Takes one token of each sequence, {@code [B, N, C] → [B, C]}: the one that the second input {@code [B, 1]} names by
 * position, or without a second input always the same.
 *
 * @param position counted from the end where negative; ignored where a second input names it
 */
public record SelectToken(int position) implements Kernel {

    public static SelectToken first() {
        return new SelectToken(0);
    }

    public static SelectToken last() {
        return new SelectToken(-1);
    }

    @Override
    public INDArray forward(Frame frame) {
        INDArray x = frame.input(0);
        INDArray y = frame.output(x.size(0), x.size(2));
        for (long b = 0; b < x.size(0); b++) {
            y.putRow(b, x.slice(b).getRow(position(frame, b)));
        }
        return y;
    }

    @Override
    public INDArray[] backward(Frame frame, INDArray gradient) {
        INDArray dx = frame.inputGradient(0).assign(0);
        for (long b = 0; b < dx.size(0); b++) {
            dx.slice(b).putRow(position(frame, b), gradient.getRow(b));
        }
        return frame.numInputs() > 1 ? new INDArray[] {dx, null} : new INDArray[] {dx};
    }

    private long position(Frame frame, long example) {
        long named = frame.numInputs() > 1 ? (long) frame.input(1).getDouble(example, 0) : position;
        return named < 0 ? frame.input(0).size(1) + named : named;
    }
}
