package org.unclip.paramserver.peer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** Where the floats of a vector go as they arrive, in pieces that may split a float. One vector, one thread. */
public final class FloatSink {
    private final float[] target;
    private final int length;
    private final Runnable whole;
    private final ByteBuffer split = ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private int next;
    private int left;

    /**
     * A sink for one vector.
     *
     * @param from where in the target its first float goes
     * @param length how many floats it has
     * @param whole run once all have come
     */
    public FloatSink(float[] target, int from, int length, Runnable whole) {
        this.target = target;
        this.length = length;
        this.whole = whole;
        this.next = from;
        this.left = length;
    }

    int length() {
        return length;
    }

    void accept(ByteBuffer bytes) {
        while (split.position() > 0 && bytes.hasRemaining()) {
            takeByte(bytes);
        }
        FloatBuffer floats = bytes.slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        int count = floats.remaining();
        requireRoom(count);
        floats.get(target, next, count);
        next += count;
        left -= count;
        bytes.position(bytes.position() + count * Float.BYTES);
        while (bytes.hasRemaining()) {
            takeByte(bytes);
        }
    }

    void end() {
        if (left != 0) {
            throw new IllegalStateException(left + " floats are missing");
        }
        whole.run();
    }

    private void requireRoom(int count) {
        if (count > left) {
            throw new IllegalArgumentException("more than " + length + " floats");
        }
    }

    private void takeByte(ByteBuffer bytes) {
        split.put(bytes.get());
        if (!split.hasRemaining()) {
            requireRoom(1);
            target[next++] = split.getFloat(0);
            left--;
            split.clear();
        }
    }
}
