package org.unclip.storage;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Arrays of 16-bit IEEE 754 numbers as little-endian bytes: half the space of floats for values that networks made.
 *
 * <p>Rounds to nearest, ties to even; beyond ±65,504 lies infinity.
 */
public final class HalfFloats {
    private static final int MANTISSA_CUT = 13; // 23 bits become 10
    private static final int EXPONENT_SHIFT = 112; // bias 127 becomes 15
    private static final float SUBNORMAL_UNIT = 0x1p-24f;

    private HalfFloats() {}

    /** Two bytes a value. */
    public static byte[] encode(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putShort(toHalf(value));
        }
        return bytes.array();
    }

    /** Decodes {@code out.length} values from {@code offset} bytes on. */
    public static void decode(byte[] bytes, int offset, float[] out) {
        for (int i = 0; i < out.length; i++) {
            int at = offset + 2 * i;
            out[i] = toFloat((bytes[at] & 0xff) | (bytes[at + 1] & 0xff) << 8);
        }
    }

    static short toHalf(float value) {
        int bits = Float.floatToRawIntBits(value);
        int sign = bits >>> 16 & 0x8000;
        float magnitude = Math.abs(value);
        if (Float.isNaN(value)) {
            return (short) (sign | 0x7e00);
        }
        if (magnitude < 0x1p-14f) { // a multiple of 2^-24, which the division makes exact
            return (short) (sign | (int) Math.rint(magnitude / SUBNORMAL_UNIT));
        }
        if (magnitude >= 65520) { // half-way from the largest half to the next would-be value
            return (short) (sign | 0x7c00);
        }
        int rounded = (bits & 0x7fffffff) + 0xfff + (bits >>> MANTISSA_CUT & 1);
        return (short) (sign | (rounded >>> MANTISSA_CUT) - (EXPONENT_SHIFT << 10));
    }

    static float toFloat(int half) {
        int sign = (half & 0x8000) << 16;
        int exponent = half >>> 10 & 0x1f;
        int mantissa = half & 0x3ff;
        if (exponent == 0) {
            return Math.copySign(mantissa * SUBNORMAL_UNIT, Float.intBitsToFloat(sign));
        }
        int wide = exponent == 0x1f ? 0xff : exponent + EXPONENT_SHIFT;
        return Float.intBitsToFloat(sign | wide << 23 | mantissa << MANTISSA_CUT);
    }
}
