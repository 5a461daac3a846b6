package org.unclip.nn.kernel;

import java.nio.ByteBuffer;
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
        INDArray weight = frame.parameter(0);
        INDArray y = frame.output(ids.size(0), ids.size(1), channels);
        int[] rowOfToken = rows(ids);
        if (Backend.isCpu()) {
            copy(
                    Memory.of(weight),
                    rowOfToken,
                    Memory.of(y),
                    channels * y.dataType().width());
        } else {
            INDArray rows = Rows.of(y);
            for (int i = 0; i < rowOfToken.length; i++) {
                rows.putRow(i, weight.getRow(rowOfToken[i]));
            }
        }
        return y;
    }

    @Override
    public INDArray[] backward(Frame frame, INDArray gradient) {
        INDArray dWeight = frame.parameterGradient(0).assign(0);
        int[] rowOfToken = rows(frame.input(0));
        if (Backend.fuses(gradient)) {
            add(Memory.of(gradient), rowOfToken, Memory.of(dWeight));
        } else {
            INDArray rows = Rows.of(gradient);
            for (int i = 0; i < rowOfToken.length; i++) {
                dWeight.getRow(rowOfToken[i]).addi(rows.getRow(i));
            }
        }
        return new INDArray[] {null};
    }

    private int[] rows(INDArray ids) {
        int[] rows = new int[(int) ids.length()];
        for (int i = 0; i < rows.length; i++) {
            int id = (int) ids.getDouble(i);
            if (id < 0 || id >= vocabulary) {
                throw new IllegalStateException("token id " + id + " outside a vocabulary of " + vocabulary);
            }
            rows[i] = id;
        }
        return rows;
    }

    private static void copy(ByteBuffer weight, int[] rowOfToken, ByteBuffer y, int bytes) {
        for (int i = 0; i < rowOfToken.length; i++) {
            y.put(i * bytes, weight, rowOfToken[i] * bytes, bytes);
        }
    }

    private void add(ByteBuffer gradient, int[] rowOfToken, ByteBuffer dWeight) {
        int bytes = channels * Float.BYTES;
        for (int i = 0; i < rowOfToken.length; i++) {
            for (int c = 0; c < bytes; c += Lanes.BYTES) {
                int to = rowOfToken[i] * bytes + c;
                Lanes.store(Lanes.load(dWeight, to).add(Lanes.load(gradient, i * bytes + c)), dWeight, to);
            }
        }
    }
}
