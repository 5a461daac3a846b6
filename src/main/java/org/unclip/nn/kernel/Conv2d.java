package org.unclip.nn.kernel;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.unclip.nn.Frame;
import org.unclip.nn.Init;
import org.unclip.nn.Kernel;
import org.unclip.nn.Parameter;

/**
 * Two-dimensional convolution with bias, {@code [B, H, W, in] → [B, H/stride, W/stride, out]}, zero padding
 * {@code (size − 1) / 2}. Weight {@code [out, in, size, size]}.
 *
 * @param in input channels
 * @param out output channels
 * @param size odd extent of the square window, pixels
 * @param stride pixels
 * @param init start of the weight
 */
public record Conv2d(int in, int out, int size, int stride, Init init) implements Kernel {

    private static final int CHANNELS_LAST = 1;
    private static final int OUT_IN_H_W = 1;

    /** Stride 1, usual start. */
    public static Conv2d of(int in, int out, int size) {
        return strided(in, out, size, 1);
    }

    /** Of that stride, usual start. */
    public static Conv2d strided(int in, int out, int size, int stride) {
        return new Conv2d(in, out, size, stride, Init.fanIn((long) in * size * size));
    }

    /** Starts as the zero function, as the last convolution of a residual block or of a U-Net does. */
    public static Conv2d zero(int in, int out, int size) {
        return new Conv2d(in, out, size, 1, Init.zeros());
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.weight("weight", init, out, in, size, size), Parameter.vector("bias", Init.zeros(), out));
    }

    @Override
    public INDArray forward(Frame frame) {
        INDArray x = frame.input(0);
        INDArray y = frame.output(x.size(0), extent(x.size(1)), extent(x.size(2)), out);
        INDArray[] inputs = {x, frame.parameter(0), frame.parameter(1)};
        NativeOp.run("conv2d", inputs, new INDArray[] {y}, arguments());
        return y;
    }

    @Override
    public INDArray[] backward(Frame frame, INDArray gradient) {
        INDArray dx = frame.inputGradient(0);
        INDArray[] inputs = {frame.input(0), frame.parameter(0), frame.parameter(1), gradient};
        INDArray[] outputs = {dx, frame.parameterGradient(0), frame.parameterGradient(1)};
        NativeOp.run("conv2d_bp", inputs, outputs, arguments());
        return new INDArray[] {dx};
    }

    private long extent(long pixels) {
        return (pixels - 1) / stride + 1;
    }

    private int[] arguments() {
        int pad = (size - 1) / 2;
        return new int[] {size, size, stride, stride, pad, pad, 1, 1, 0, CHANNELS_LAST, OUT_IN_H_W};
    }
}
