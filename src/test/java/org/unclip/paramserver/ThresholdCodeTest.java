package org.unclip.paramserver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.unclip.random.KeyedRandom;

final class ThresholdCodeTest {
    private static final int LENGTH = 10_000;

    @Test
    void onlyLargeValuesAreSentAndStandForTheThreshold() {
        float[] values = {0, 3, -4, 0, 0, 0, 0, 0, 0}; // root mean square 5 / 3
        float[] decoded = new float[values.length];
        float[] code = new ThresholdCode(2, values.length).encode(values, 0, 0, values.length);
        ThresholdCode.decode(code, decoded);

        assertEquals(2, code.length);
        assertArrayEquals(new float[] {0, 0, -10f / 3, 0, 0, 0, 0, 0, 0}, decoded);
    }

    @Test
    void whatWasNotSentComesLater() {
        ThresholdCode code = new ThresholdCode(3, LENGTH);
        double[] given = new double[LENGTH];
        double[] got = new double[LENGTH];
        float[] values = new float[LENGTH];
        float[] decoded = new float[LENGTH];
        int steps = 200;
        for (int step = 0; step < steps; step++) {
            KeyedRandom.of(1, "gradient", step).fillGaussian(values);
            ThresholdCode.decode(code.encode(values, 0, 0, LENGTH), decoded);
            for (int i = 0; i < LENGTH; i++) {
                given[i] += values[i];
                got[i] += decoded[i];
            }
        }

        double error = 0;
        for (int i = 0; i < LENGTH; i++) {
            error += Math.pow((given[i] - got[i]) / steps, 2) / LENGTH;
        }
        assertTrue(Math.sqrt(error) < 0.02, "mean error " + Math.sqrt(error));
    }

    @Test
    void aboutATenthIsSentOfNoise() {
        ThresholdCode code = new ThresholdCode(3, LENGTH);
        float[] values = new float[LENGTH];
        int sent = 0;
        int steps = 100;
        for (int step = 0; step < steps; step++) {
            KeyedRandom.of(1, "gradient", step).fillGaussian(values);
            sent += code.encode(values, 0, 0, LENGTH).length;
        }

        double share = (double) sent / steps / LENGTH;
        assertTrue(share > 0.03 && share < 0.12, "share " + share);
    }

    @Test
    void nothingIsSentOfZerosAndEntriesOutsideAreRefused() {
        assertEquals(1, new ThresholdCode(3, 5).encode(new float[5], 0, 0, 5).length);
        assertThrows(
                IllegalArgumentException.class,
                () -> ThresholdCode.decode(new float[] {1, Float.intBitsToFloat(5)}, new float[5]));
    }
}
