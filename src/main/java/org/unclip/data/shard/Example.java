package org.unclip.data.shard;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.unclip.storage.HalfFloats;

/**
 * One example as it lies in a shard; each call decodes its part anew. Immutable.
 *
 * <p>A part that the spec left out is empty.
 */
public final class Example {
    private final RecordLayout layout;
    private final ByteBuffer record;

    private Example(RecordLayout layout, byte[] record) {
        this.layout = layout;
        this.record = ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The example of a whole record, or nothing if its checksum does not fit. */
    static Example of(RecordLayout layout, byte[] record) {
        Example example = new Example(layout, record);
        return checksum(layout, record) == example.record.getInt(layout.crc()) ? example : null;
    }

    static int checksum(RecordLayout layout, byte[] record) {
        CRC32C crc = new CRC32C();
        crc.update(record, 0, layout.crc());
        return (int) crc.getValue();
    }

    /** Number of different captions, at most those of the spec: what to choose among. */
    public int captions() {
        return record.getInt(0);
    }

    /** Bytes {@code [S, S, 3]}. */
    public byte[] picture() {
        int from = layout.picture();
        return Arrays.copyOfRange(record.array(), from, from + layout.pictureBytes());
    }

    /** {@code [D]}. */
    public float[] imageEmbedding() {
        return floats(layout.imageEmbedding(), layout.spec().imageEmbedding());
    }

    /** {@code [D]} of a caption from 0; beyond {@link #captions()} they repeat. */
    public float[] textEmbedding(int caption) {
        return floats(layout.textEmbedding(checked(caption)), layout.spec().textEmbedding());
    }

    /** {@code [N]} of a caption. */
    public int[] tokens(int caption) {
        int[] tokens = new int[layout.spec().tokens()];
        record.slice(layout.tokens(checked(caption)), Integer.BYTES * tokens.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asIntBuffer()
                .get(tokens);
        return tokens;
    }

    /** {@code [N, W]} of a caption, that were stored as half floats. */
    public float[] textEncoding(int caption) {
        float[] encoding = new float[layout.encodingBytes() / Short.BYTES];
        HalfFloats.decode(record.array(), layout.encoding(checked(caption)), encoding);
        return encoding;
    }

    private int checked(int caption) {
        if (caption < 0 || caption >= layout.spec().captions()) {
            throw new IndexOutOfBoundsException(
                    "caption " + caption + " of " + layout.spec().captions());
        }
        return caption;
    }

    private float[] floats(int from, int count) {
        float[] floats = new float[count];
        record.slice(from, Float.BYTES * count)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(floats);
        return floats;
    }
}
