package org.unclip.nn.kernel;

import java.nio.ByteBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.unclip.nn.Frame;
import org.unclip.nn.Kernel;

/** Doubles a picture by repeating each pixel, {@code [B, H, W, C] → [B, 2H, 2W, C]}. */
public record Upsample() implements Kernel {

    private static final int CHANNELS_LAST = 0;

    @Override
    public INDArray forward(Frame frame) {
        INDArray x = frame.input(0);
        INDArray y = frame.output(x.size(0), 2 * x.size(1), 2 * x.size(2), x.size(3));
        if (Backend.fuses(x)) {
            repeat(x, Memory.of(x), Memory.of(y));
        } else {
            NativeOp.run("upsampling2d", new INDArray[] {x}, new INDArray[] {y}, 2, 2, CHANNELS_LAST);
        }
        return y;
    }

    private static void repeat(INDArray shape, ByteBuffer x, ByteBuffer y) {
        int pixel = (int) shape.size(3) * Float.BYTES;
        int width = (int) shape.size(2);
        int row = 2 * width * pixel;
        for (int line = 0, lines = (int) (shape.size(0) * shape.size(1)); line < lines; line++) {
            int to = 2 * line * row;
            for (int column = 0; column < width; column++) {
                int from = (line * width + column) * pixel;
                y.put(to + 2 * column * pixel, x, from, pixel);
                y.put(to + (2 * column + 1) * pixel, x, from, pixel);
            }
            y.put(to + row, y, to, row);
        }
    }

    @Override
    public INDArray[] backward(Frame frame, INDArray gradient) {
        INDArray dx = frame.inputGradient(0);
        if (Backend.fuses(dx)) {
            sum(dx, Memory.of(gradient), Memory.of(dx));
        } else {
            INDArray[] inputs = {frame.input(0), gradient};
            NativeOp.run("upsampling2d_bp", inputs, new INDArray[] {dx}, CHANNELS_LAST);
        }
        return new INDArray[] {dx};
    }

    private static void sum(INDArray shape, ByteBuffer dy, ByteBuffer dx) {
        int pixel = (int) shape.size(3) * Float.BYTES;
        int width = (int) shape.size(2);
        int row = 2 * width * pixel;
        int to = 0;
        for (int line = 0, lines = (int) (shape.size(0) * shape.size(1)); line < lines; line++) {
            for (int column = 0; column < width; column++) {
                int from = 2 * line * row + 2 * column * pixel;
                for (int c = 0; c < pixel; c += Lanes.BYTES, from += Lanes.BYTES, to += Lanes.BYTES) {
                    var upper = Lanes.load(dy, from).add(Lanes.load(dy, from + pixel));
                    var lower = Lanes.load(dy, from + row).add(Lanes.load(dy, from + row + pixel));
                    Lanes.store(upper.add(lower), dx, to);
                }
            }
        }
    }
}
