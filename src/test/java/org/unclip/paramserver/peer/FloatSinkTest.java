package org.unclip.paramserver.peer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FloatSinkTest {
    private static final float[] VALUES = {1.5f, -2.25f, Float.MIN_VALUE, 4e30f, -0f};

    private final AtomicInteger ends = new AtomicInteger();
    private final float[] target = new float[VALUES.length + 2];
    private final FloatSink sink = new FloatSink(target, 1, VALUES.length, ends::incrementAndGet);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 20})
    void piecesOfAnyLengthMakeTheFloats(int pieceBytes) {
        ByteBuffer bytes = bytes(VALUES);
        while (bytes.hasRemaining()) {
            int length = Math.min(pieceBytes, bytes.remaining());
            sink.accept(bytes.slice(bytes.position(), length));
            bytes.position(bytes.position() + length);
        }
        sink.end();

        assertArrayEquals(new float[] {0, 1.5f, -2.25f, Float.MIN_VALUE, 4e30f, -0f, 0}, target);
        assertEquals(1, ends.get());
    }

    @Test
    void moreThanWasAnnouncedIsRefusedBeforeItIsWritten() {
        sink.accept(bytes(VALUES));

        assertThrows(IllegalArgumentException.class, () -> sink.accept(bytes(7f)));
        assertEquals(0, target[VALUES.length + 1]);
    }

    @Test
    void lessThanWasAnnouncedIsNoVector() {
        sink.accept(bytes(7f));

        assertThrows(IllegalStateException.class, sink::end);
        assertEquals(0, ends.get());
    }

    private static ByteBuffer bytes(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes;
    }
}
