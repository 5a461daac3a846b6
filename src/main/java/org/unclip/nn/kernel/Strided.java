package org.unclip.nn.kernel;

import java.nio.ByteBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Copies between a matrix {@code [rows, columns]} whose rows may lie apart and a dense array of as many values. */
final class Strided {

    private Strided() {}

    /** Copies the dense values, in their order, to the rows. */
    static void write(INDArray dense, INDArray rows) {
        if (Backend.isCpu()) {
            copy(rows, dense, true);
        } else {
            rows.assign(dense.reshape('c', rows.shape()));
        }
    }

    /** Copies the rows behind one another. */
    static void read(INDArray rows, INDArray dense) {
        if (Backend.isCpu()) {
            copy(rows, dense, false);
        } else {
            dense.assign(rows.reshape('c', dense.shape()));
        }
    }

    private static void copy(INDArray rows, INDArray dense, boolean toRows) {
        int width = dense.dataType().width();
        int run = (int) rows.size(1) * width;
        int stride = (int) rows.stride(0) * width;
        int count = (int) rows.size(0);
        ByteBuffer inRows = Memory.of(rows, (count - 1L) * rows.stride(0) + rows.size(1));
        ByteBuffer inDense = Memory.of(dense);
        for (int row = 0; row < count; row++) {
            if (toRows) {
                inRows.put(row * stride, inDense, row * run, run);
            } else {
                inDense.put(row * run, inRows, row * stride, run);
            }
        }
    }
}
