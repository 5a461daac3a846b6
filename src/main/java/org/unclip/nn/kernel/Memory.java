package org.unclip.nn.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The native memory of an array as a byte buffer, for passes written in Java. CPU backend only. */
public final class Memory {

    private Memory() {}

    /** A view of a c-ordered dense array's values; valid as long as the array is. */
    public static ByteBuffer of(INDArray array) {
        return of(array, array.length());
    }

    /** The memory from the array's first value on. */
    static ByteBuffer of(INDArray array, long values) {
        int width = array.dataType().width();
        return of(array.data().address() + array.offset() * width, values * width);
    }

    private static ByteBuffer of(long address, long bytes) {
        return new Window(address, bytes).asByteBuffer().order(ByteOrder.nativeOrder());
    }

    private static final class Window extends Pointer {
        Window(long address, long bytes) {
            this.address = address;
            this.limit = bytes;
            this.capacity = bytes;
        }

        @Override
        public int sizeof() {
            return 1;
        }
    }
}
