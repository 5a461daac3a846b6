package org.unclip.paramserver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.unclip.random.KeyedRandom;

final class GlobalNormTest {
    private static final int SIZE = 3 * Chunks.SIZE + 5;

    @Test
    void agreesWithAnExactSum() {
        float[] values = values();
        BigDecimal exact = BigDecimal.ZERO;
        for (float value : values) {
            exact = exact.add(new BigDecimal(value).pow(2));
        }
        double reference = exact.sqrt(MathContext.DECIMAL64).doubleValue();

        assertEquals(reference, GlobalNorm.of(GlobalNorm.blockSums(values, new Chunks(1))), 1e-12 * reference);
    }

    @Test
    void blocksHaveTheSameBitsForAnyThreadsAndSlices() {
        float[] values = values();
        double[] whole = GlobalNorm.blockSums(values, new Chunks(1));
        int cut = 2 * Chunks.SIZE;
        double[] right = GlobalNorm.blockSums(Arrays.copyOfRange(values, cut, SIZE), new Chunks(1));

        assertArrayEquals(Arrays.copyOfRange(whole, 2, whole.length), right);
        try (Chunks threads = new Chunks(3)) {
            assertArrayEquals(whole, GlobalNorm.blockSums(values, threads));
        }
    }

    @Test
    void clipsToTheMaximumNormAndLeavesSmallerOnesAlone() {
        assertEquals(0.25, GlobalNorm.clipFactor(8, 2), 0);
        assertEquals(1, GlobalNorm.clipFactor(1.9, 2), 0);
        assertEquals(1, GlobalNorm.clipFactor(0, 2), 0);
    }

    @Test
    void oneElementThatIsNotFiniteShows() {
        float[] values = values();
        values[SIZE - 1] = Float.NaN;
        assertFalse(Double.isFinite(GlobalNorm.of(GlobalNorm.blockSums(values, new Chunks(1)))));
        values[SIZE - 1] = Float.NEGATIVE_INFINITY;
        assertFalse(Double.isFinite(GlobalNorm.of(GlobalNorm.blockSums(values, new Chunks(1)))));
    }

    private static float[] values() {
        float[] values = new float[SIZE];
        KeyedRandom.of(11, "values").fillGaussian(values);
        return values;
    }
}
