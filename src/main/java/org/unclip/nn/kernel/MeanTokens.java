package org.unclip.nn.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.unclip.nn.Frame;
import org.unclip.nn.Kernel;

/** Mean over all positions, {@code [B, …, C] → [B, C]}: pooling of tokens or of a picture. */
public record MeanTokens() implements Kernel {

    @Override
    public INDArray forward(Frame frame) {
        INDArray tokens = tokens(frame.input(0));
        INDArray y = frame.output(tokens.size(0), tokens.size(2));
        y.assign(tokens.mean(1));
        return y;
    }

    @Override
    public INDArray[] backward(Frame frame, INDArray gradient) {
        INDArray dx = frame.inputGradient(0);
        INDArray tokens = tokens(dx);
        INDArray share = gradient.div(tokens.size(1));
        for (long n = 0; n < tokens.size(1); n++) {
            tokens.slice(n, 1).assign(share);
        }
        return new INDArray[] {dx};
    }

    private static INDArray tokens(INDArray x) {
        return x.reshape('c', x.size(0), x.length() / x.size(0) / x.size(-1), x.size(-1));
    }
}
