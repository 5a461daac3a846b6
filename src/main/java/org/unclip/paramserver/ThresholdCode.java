package org.unclip.paramserver;

import java.util.Arrays;

/**
 * The lossy code of gradients for slow networks: of a stretch of a vector, only the values that are at least a threshold
 * are sent, each as its place and sign, standing for plus or minus the threshold. What was not sent is kept and added to
 * the next gradient, so nothing is lost for ever, only late (Strom 2015, "Scalable distributed DNN training using
 * commodity GPU cloud computing", section 3). The threshold is relative to the root mean square of the new gradient over
 * the stretch, so it fits phases of different scale; of noise, 3 sends about a tenth of the values.
 *
 * <p>What is kept belongs to a rank and is in no checkpoint: results then depend on the number of ranks, and on kills. For
 * one thread.
 */
public final class ThresholdCode {
    private static final int SIGN = 0x8000_0000;

    private final double multiple;
    private final float[] kept;

    /**
     * The code of a rank.
     *
     * @param multiple of the root mean square that is the threshold
     * @param length of the whole vector
     */
    public ThresholdCode(double multiple, int length) {
        this.multiple = multiple;
        this.kept = new float[length];
    }

    /**
     * Encodes elements {@code [from, from + length)} of the vector.
     *
     * @param values has them from {@code valuesFrom} on
     * @return the threshold, then the bits of an entry for each value sent: its place in the stretch, and the sign
     */
    public float[] encode(float[] values, int valuesFrom, int from, int length) {
        double squares = 0;
        for (int i = 0; i < length; i++) {
            float value = values[valuesFrom + i];
            kept[from + i] += value;
            squares += (double) value * value;
        }
        float threshold = (float) (multiple * Math.sqrt(squares / Math.max(1, length)));
        float[] code = new float[1 + countLarge(from, length, threshold)];
        code[0] = threshold;
        int next = 1;
        for (int i = 0; i < length; i++) {
            float value = kept[from + i];
            if (isLarge(value, threshold)) {
                code[next++] = Float.intBitsToFloat(value < 0 ? i | SIGN : i);
                kept[from + i] = value < 0 ? value + threshold : value - threshold;
            }
        }
        return code;
    }

    private int countLarge(int from, int length, float threshold) {
        int count = 0;
        for (int i = from; i < from + length; i++) {
            count += isLarge(kept[i], threshold) ? 1 : 0;
        }
        return count;
    }

    private static boolean isLarge(float value, float threshold) {
        return Math.abs(value) >= threshold && value != 0;
    }

    /**
     * Writes what a code stands for over all of {@code into}.
     *
     * @throws IllegalArgumentException if an entry lies outside
     */
    public static void decode(float[] code, float[] into) {
        Arrays.fill(into, 0);
        for (int k = 1; k < code.length; k++) {
            int entry = Float.floatToRawIntBits(code[k]);
            int place = entry & ~SIGN;
            if (place >= into.length) {
                throw new IllegalArgumentException("entry " + place + " of a stretch of " + into.length);
            }
            into[place] = (entry & SIGN) == 0 ? code[0] : -code[0];
        }
    }
}
