package org.unclip.nn.kernel;

import java.nio.ByteBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Copies between a matrix whose rows lie apart and a dense array of as many values. */
final class Strided {

    private Strided() {}

    /** Copies {@code from} to {@code to}; either may be a view {@code [rows, columns]} whose rows are dense. */
    static void copy(INDArray from, INDArray to) {
        if (!Backend.isCpu()) {
            to.assign(from.reshape('c', to.shape()));
            return;
        }
        INDArray view = from.isView() && from.rank() == 2 ? from : to;
        long rows = view.size(0);
        long columns = view.size(1);
        long fromStride = view == from ? from.stride(0) : columns;
        long toStride = view == to ? to.stride(0) : columns;
        ByteBuffer source = Memory.of(from, (rows - 1) * fromStride + columns);
        ByteBuffer target = Memory.of(to, (rows - 1) * toStride + columns);
        int width = from.dataType().width();
        for (long row = 0; row < rows; row++) {
            int toByte = (int) (row * toStride * width);
            target.put(toByte, source, (int) (row * fromStride * width), (int) columns * width);
        }
    }
}
