package org.unclip.storage;

import java.nio.ByteBuffer;

/** The number types of a {@link SafetensorsFile} that are read, under the format's own names; values are little-endian. */
public enum NumberType {
    /** IEEE 754, 32 bits. */
    F32(Float.BYTES, ByteBuffer::getFloat),
    /** IEEE 754, 16 bits. */
    F16(Short.BYTES, (bytes, at) -> HalfFloats.toFloat(bytes.getShort(at) & 0xffff)),
    /** The upper half of a 32-bit float. */
    BF16(Short.BYTES, (bytes, at) -> Float.intBitsToFloat(bytes.getShort(at) << Short.SIZE)),
    /** Integers; as floats exact up to 2^24. */
    I64(Long.BYTES, ByteBuffer::getLong);

    private interface Decoder {
        float at(ByteBuffer bytes, int index);
    }

    private final int size;
    private final Decoder decoder;

    NumberType(int size, Decoder decoder) {
        this.size = size;
        this.decoder = decoder;
    }

    /** Bytes a number. */
    int size() {
        return size;
    }

    /** The number whose bytes begin at {@code index} of a little-endian buffer. */
    float at(ByteBuffer bytes, int index) {
        return decoder.at(bytes, index);
    }
}
