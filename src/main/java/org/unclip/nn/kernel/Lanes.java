package org.unclip.nn.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Eight floats at a time, on every processor, so that the bits do not depend on the width of its registers.
 *
 * <p>Only operations whose result is fixed (plain arithmetic, fused multiply-add) are used: the library's own
 * exponential and its sum over lanes may differ between the interpreter and compiled code.
 */
final class Lanes {

    static final int COUNT = 8;
    static final int BYTES = COUNT * Float.BYTES;
    static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_256;

    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final float LOG2_E = 1.44269504f;
    private static final float LN2_HIGH = 0.693359375f;
    private static final float LN2_LOW = -2.12194440e-4f;
    private static final float MAX_EXPONENT = 88f; // keep 2^k within the normal floats
    private static final float MIN_EXPONENT = -87f;
    private static final float ROUND = 12582912f; // 1.5 · 2^23: adding it rounds to an integer in the low bits

    private Lanes() {}

    static FloatVector load(ByteBuffer buffer, int offset) {
        return FloatVector.fromByteBuffer(FLOATS, buffer, offset, ORDER);
    }

    static void store(FloatVector value, ByteBuffer buffer, int offset) {
        value.intoByteBuffer(buffer, offset, ORDER);
    }

    static FloatVector load(float[] array, int index) {
        return FloatVector.fromArray(FLOATS, array, index);
    }

    /** {@code totals[index ..] += value}. */
    static void accumulate(float[] totals, int index, FloatVector value) {
        load(totals, index).add(value).intoArray(totals, index);
    }

    /** Sum over the lanes, always in their order. */
    static float sum(FloatVector value) {
        float total = 0;
        for (int lane = 0; lane < COUNT; lane++) {
            total += value.lane(lane);
        }
        return total;
    }

    /** {@code e^x} within 2 units in the last place on [-87, 88], clamped outside (Cephes' polynomial). */
    static FloatVector exp(FloatVector x) {
        FloatVector bounded = x.min(MAX_EXPONENT).max(MIN_EXPONENT);
        FloatVector shifted = bounded.fma(broadcast(LOG2_E), broadcast(ROUND));
        FloatVector k = shifted.sub(ROUND);
        FloatVector r = k.fma(broadcast(-LN2_HIGH), bounded);
        r = k.fma(broadcast(-LN2_LOW), r);
        FloatVector p = broadcast(1.9875691500e-4f);
        p = p.fma(r, broadcast(1.3981999507e-3f));
        p = p.fma(r, broadcast(8.3334519073e-3f));
        p = p.fma(r, broadcast(4.1665795894e-2f));
        p = p.fma(r, broadcast(1.6666665459e-1f));
        p = p.fma(r, broadcast(5.0000001201e-1f));
        FloatVector y = p.fma(r.mul(r), r.add(1f));
        IntVector scale = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
        return y.reinterpretAsInts().add(scale).reinterpretAsFloats();
    }

    /** {@code 1 / (1 + e^-x)}. */
    static FloatVector sigmoid(FloatVector x) {
        FloatVector one = broadcast(1f);
        return one.div(exp(x.neg()).add(one));
    }

    static FloatVector broadcast(float value) {
        return FloatVector.broadcast(FLOATS, value);
    }
}
