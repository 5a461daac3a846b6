package org.unclip.nn.kernel;

import java.util.Objects;
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

    /** The first position. */
    public static SelectToken first() {
        return new SelectToken(0);
    }

    /** The last position, or that of the second input. */
    public static SelectToken last() {
        return new SelectToken(-1);
    }

    @Override
    public INDArray forward(Frame frame) {
        INDArray x = frame.input(0);
        INDArray y = frame.output(x.size(0), x.size(2));
        Rows.gather(Rows.of(x), rows(frame), y);
        return y;
    }

    @Override
    public INDArray[] backward(Frame frame, INDArray gradient) {
        INDArray dx = frame.inputGradient(0);
        Rows.scatter(gradient, rows(frame), Rows.of(dx));
        return frame.numInputs() > 1 ? new INDArray[] {dx, null} : new INDArray[] {dx};
    }

    /** Where the tokens are among those of all examples. */
    private int[] rows(Frame frame) {
        INDArray x = frame.input(0);
        int count = (int) x.size(1);
        int[] rows = new int[(int) x.size(0)];
        for (int b = 0; b < rows.length; b++) {
            int token = frame.numInputs() > 1 ? frame.input(1).getInt(b, 0) : position;
            rows[b] = b * count + Objects.checkIndex(token < 0 ? token + count : token, count);
        }
        return rows;
    }
}
