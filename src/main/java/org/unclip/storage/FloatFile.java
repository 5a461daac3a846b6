package org.unclip.storage;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.zip.CRC32C;
import org.apache.hadoop.fs.Path;

/** Vectors as raw little-endian floats one after another, with a running CRC32C. One use each way, one thread. */
final class FloatFile {
    private static final int FLOATS = 1 << 16;

    private final ByteBuffer bytes = ByteBuffer.allocate(FLOATS * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private final FloatBuffer floats = bytes.asFloatBuffer();
    private final CRC32C crc = new CRC32C();

    /** Appends a vector. */
    void write(float[] values, OutputStream out) throws IOException {
        for (int at = 0; at < values.length; at += FLOATS) {
            int count = Math.min(FLOATS, values.length - at);
            floats.clear().put(values, at, count);
            crc.update(bytes.array(), 0, count * Float.BYTES);
            out.write(bytes.array(), 0, count * Float.BYTES);
        }
    }

    /** Reads the next elements: some skipped, some into an array, some skipped. */
    void read(InputStream in, int before, float[] into, int intoFrom, int length, int after) throws IOException {
        skip(in, before);
        for (int at = 0; at < length; at += FLOATS) {
            int count = Math.min(FLOATS, length - at);
            fill(in, count);
            floats.clear().get(into, intoFrom + at, count);
        }
        skip(in, after);
    }

    /** The checksum of all that was written or read so far. */
    long crc32c() {
        return crc.getValue();
    }

    /** Throws the user's error unless the stream has ended and its checksum is this. */
    void requireEnd(InputStream in, long expectedCrc, Path path) throws IOException {
        if (in.read() >= 0) {
            throw StorageFault.damaged(path, "it is longer than its manifest says");
        }
        if (crc.getValue() != expectedCrc) {
            throw StorageFault.damaged(
                    path, "its CRC32C is %08x, its manifest says %08x".formatted(crc.getValue(), expectedCrc));
        }
    }

    private void skip(InputStream in, int count) throws IOException {
        for (int left = count; left > 0; left -= FLOATS) {
            fill(in, Math.min(FLOATS, left));
        }
    }

    private void fill(InputStream in, int count) throws IOException {
        int wanted = count * Float.BYTES;
        if (in.readNBytes(bytes.array(), 0, wanted) < wanted) {
            throw new EOFException("it ends too early");
        }
        crc.update(bytes.array(), 0, wanted);
    }
}
