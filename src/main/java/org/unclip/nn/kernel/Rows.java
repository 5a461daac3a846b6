package org.unclip.nn.kernel;

import java.nio.ByteBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Arrays seen as a matrix whose rows are the last axis, and sums over them. */
final class Rows {

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
