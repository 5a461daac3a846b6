package org.unclip.nn.kernel;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.unclip.nn.Frame;
import org.unclip.nn.Init;
import org.unclip.nn.Kernel;
import org.unclip.nn.Parameter;

/**
 * Adds a learned vector a position, {@code [B, …, C] → [B, …, C]}; on pictures a position is a pixel.
 *
 * @param positions all of them, as rows
 * @param channels C
 * @param init how the vectors start
 */
public record LearnedPosition(int positions, int channels, Init init) implements Kernel {

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.vector("position", init, positions, channels));
    }

    @Override
    public INDArray forward(Frame frame) {
        INDArray x = frame.input(0);
        INDArray y = frame.output(x.shape());
        y.assign(x);
        Rows.addToEach(examples(y), flat(frame.parameter(0)));
        return y;
    }

    @Override
    public INDArray[] backward(Frame frame, INDArray gradient) {
        Rows.sum(examples(gradient), flat(frame.parameterGradient(0)));
        INDArray dx = frame.inputGradient(0);
        dx.assign(gradient);
        return new INDArray[] {dx};
    }

    private INDArray examples(INDArray array) {
        return array.reshape('c', array.size(0), (long) positions * channels);
    }

    private INDArray flat(INDArray array) {
        return array.reshape((long) positions * channels); // reshape('c', n) would take the letter for an extent
    }
}
