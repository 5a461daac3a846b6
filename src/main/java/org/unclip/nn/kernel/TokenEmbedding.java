package org.unclip.nn.kernel;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.unclip.nn.Frame;
import org.unclip.nn.Init;
import org.unclip.nn.Kernel;
import org.unclip.nn.Parameter;

/**
 * Looks up a learned vector a token id, {@code [B, N] → [B, N, C]}; ids are stored as floats.
 *
 * @param vocabulary number of ids
 * @param channels C
 * @param init how the vectors start
 */
public record TokenEmbedding(int vocabulary, int channels, Init init) implements Kernel {

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.weight("weight", init, vocabulary, channels));
    }

    @Override
    public INDArray forward(Frame frame) {
        INDArray ids = frame.input(0);
        INDArray y = frame.output(ids.size(0), ids.size(1), channels);
        Rows.gather(frame.parameter(0), rows(ids), Rows.of(y));
        return y;
    }

    @Override
    public INDArray[] backward(Frame frame, INDArray gradient) {
        Rows.scatter(Rows.of(gradient), rows(frame.input(0)), frame.parameterGradient(0));
        return new INDArray[] {null};
    }

    private int[] rows(INDArray ids) {
        int[] rows = ids.reshape(ids.length()).toIntVector();
        for (int id : rows) {
            if (id < 0 || id >= vocabulary) {
                throw new IllegalStateException("token id " + id + " outside a vocabulary of " + vocabulary);
            }
        }
        return rows;
    }
}
