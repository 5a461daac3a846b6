package org.unclip.nn.kernel;

import java.nio.ByteBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.unclip.nn.Frame;
import org.unclip.nn.Kernel;

/**
 * Moves each square of pixels into the channels of one, {@code [B, H, W, C] → [B, H/f, W/f, f²C]}; or, as pixel
 * shuffle, back (Shi et al. 2016). A pixel's channels are ordered row, column, channel.
 *
 * @param factor f, divides H and W
 * @param inverse whether it shuffles back
 */
public record PixelUnshuffle(int factor, boolean inverse) implements Kernel {

    /** {@code [B, H, W, C] → [B, H/f, W/f, f²C]}. */
    public static PixelUnshuffle by(int factor) {
        return new PixelUnshuffle(factor, false);
    }

    /** {@code [B, H, W, f²C] → [B, fH, fW, C]}. */
    public static PixelUnshuffle shuffle(int factor) {
        return new PixelUnshuffle(factor, true);
    }

    @Override
    public INDArray forward(Frame frame) {
        INDArray x = frame.input(0);
        long area = (long) factor * factor;
        INDArray y = inverse
                ? frame.output(x.size(0), x.size(1) * factor, x.size(2) * factor, x.size(3) / area)
                : frame.output(x.size(0), x.size(1) / factor, x.size(2) / factor, x.size(3) * area);
        move(x, y, inverse);
        return y;
    }

    @Override
    public INDArray[] backward(Frame frame, INDArray gradient) {
        INDArray dx = frame.inputGradient(0);
        move(gradient, dx, !inverse);
        return new INDArray[] {dx};
    }

    private void move(INDArray from, INDArray to, boolean shuffle) {
        INDArray fine = shuffle ? to : from;
        INDArray coarse = shuffle ? from : to;
        if (Backend.isCpu()) {
            moveMemory(fine, coarse, shuffle);
            return;
        }
        long[] blocks = {coarse.size(0), coarse.size(1), factor, coarse.size(2), factor * fine.size(3)};
        INDArray fineBlocks = fine.reshape('c', blocks).permute(0, 1, 3, 2, 4);
        INDArray coarseBlocks = coarse.reshape('c', blocks[0], blocks[1], blocks[3], blocks[2], blocks[4]);
        if (shuffle) {
            fineBlocks.assign(coarseBlocks);
        } else {
            coarseBlocks.assign(fineBlocks);
        }
    }

    private void moveMemory(INDArray fine, INDArray coarse, boolean shuffle) {
        ByteBuffer inFine = Memory.of(fine);
        ByteBuffer inCoarse = Memory.of(coarse);
        int run = factor * (int) fine.size(3) * fine.dataType().width();
        int width = (int) coarse.size(2);
        int rows = (int) (coarse.size(0) * coarse.size(1));
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < width; column++) {
                for (int line = 0; line < factor; line++) {
                    int fineAt = ((row * factor + line) * width + column) * run;
                    int coarseAt = ((row * width + column) * factor + line) * run;
                    if (shuffle) {
                        inFine.put(fineAt, inCoarse, coarseAt, run);
                    } else {
                        inCoarse.put(coarseAt, inFine, fineAt, run);
                    }
                }
            }
        }
    }
}
