package org.unclip.nn.kernel;

import java.nio.ByteBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Arrays seen as a matrix whose rows are the last axis, and what is done to rows as wholes. */
final class Rows {

    private static final int ROWS = 0; // axis

    private Rows() {}

    /** The view {@code [rows, channels]} of a dense c-ordered array. */
    static INDArray of(INDArray array) {
        long channels = array.size(-1);
        return array.reshape('c', array.length() / channels, channels);
    }

    /** Adds the vector to each row in place. */
    static void addToEach(INDArray rows, INDArray vector) {
        if (Backend.fuses(rows)) {
            addToEach(Memory.of(rows), (int) rows.size(0), Memory.of(vector), (int) rows.size(1));
        } else {
            rows.addiRowVector(vector);
        }
    }

    /** Writes the sum of all rows. */
    static void sum(INDArray rows, INDArray result) {
        if (Backend.fuses(rows)) {
            sum(Memory.of(rows), (int) rows.size(0), Memory.of(result), (int) rows.size(1));
        } else {
            result.assign(rows.sum(0));
        }
    }

    /** {@code rows[i] = table[indices[i]]}. */
    static void gather(INDArray table, int[] indices, INDArray rows) {
        if (Backend.isCpu()) {
            int width = (int) table.size(1) * table.dataType().width();
            ByteBuffer from = Memory.of(table);
            ByteBuffer to = Memory.of(rows);
            for (int i = 0; i < indices.length; i++) {
                to.put(i * width, from, indices[i] * width, width);
            }
        } else {
            INDArray[] inputs = {table, Nd4j.createFromArray(indices)};
            NativeOp.run("gather", inputs, new INDArray[] {rows}, ROWS);
        }
    }

    /** {@code table[j] = Σ rows[i]} over all i with {@code indices[i] = j}; zero where there is none. */
    static void scatter(INDArray rows, int[] indices, INDArray table) {
        table.assign(0);
        if (Backend.fuses(rows)) {
            int width = (int) rows.size(1) * Float.BYTES;
            ByteBuffer from = Memory.of(rows);
            ByteBuffer to = Memory.of(table);
            for (int i = 0; i < indices.length; i++) {
                for (int at = 0; at < width; at += Lanes.BYTES) {
                    int total = indices[i] * width + at;
                    Lanes.store(Lanes.load(to, total).add(Lanes.load(from, i * width + at)), to, total);
                }
            }
        } else {
            INDArray[] inputs = {table, Nd4j.createFromArray(indices), rows};
            NativeOp.run("scatter_add", inputs, new INDArray[] {table});
        }
    }

    private static void addToEach(ByteBuffer rows, int count, ByteBuffer vector, int channels) {
        int stride = channels * Float.BYTES;
        for (int row = 0, end = count * stride; row < end; row += stride) {
            for (int c = 0; c < stride; c += Lanes.BYTES) {
                Lanes.store(Lanes.load(rows, row + c).add(Lanes.load(vector, c)), rows, row + c);
            }
        }
    }

    private static void sum(ByteBuffer rows, int count, ByteBuffer result, int channels) {
        float[] totals = new float[channels];
        int at = 0;
        for (int row = 0; row < count; row++) {
            for (int c = 0; c < channels; c += Lanes.COUNT, at += Lanes.BYTES) {
                Lanes.accumulate(totals, c, Lanes.load(rows, at));
            }
        }
        result.asFloatBuffer().put(totals);
    }
}
