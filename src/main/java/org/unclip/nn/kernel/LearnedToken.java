package org.unclip.nn.kernel;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.unclip.nn.Frame;
import org.unclip.nn.Init;
import org.unclip.nn.Kernel;
import org.unclip.nn.Parameter;

/**
 * Puts one learned token before or behind a sequence, {@code [B, N, C] → [B, N + 1, C]}: a vision Transformer's class
 * token, the prior's final query.
 *
 * @param channels C
 * @param first whether it goes before
 * @param init how it starts
 */
public record LearnedToken(int channels, boolean first, Init init) implements Kernel {

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.vector("token", init, channels));
    }

    @Override
    public INDArray forward(Frame frame) {
        INDArray x = frame.input(0);
        INDArray y = frame.output(x.size(0), x.size(1) + 1, channels);
        Strided.write(x, sequence(y));
        token(y).assign(frame.parameter(0).reshape(1, channels).broadcast(x.size(0), channels));
        return y;
    }

    @Override
    public INDArray[] backward(Frame frame, INDArray gradient) {
        frame.parameterGradient(0).assign(token(gradient).sum(0));
        INDArray dx = frame.inputGradient(0);
        Strided.read(sequence(gradient), dx);
        return new INDArray[] {dx};
    }

    private INDArray sequence(INDArray joined) {
        return columns(joined, first ? channels : 0, joined.size(1) * channels - (first ? 0 : channels));
    }

    private INDArray token(INDArray joined) {
        long from = first ? 0 : (joined.size(1) - 1) * channels;
        return columns(joined, from, from + channels);
    }

    private static INDArray columns(INDArray joined, long from, long to) {
        return joined.reshape('c', joined.size(0), joined.size(1) * joined.size(2))
                .get(new INDArrayIndex[] {NDArrayIndex.all(), NDArrayIndex.interval(from, to)});
    }
}
