package org.unclip.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.unclip.random.KeyedRandom;

class ThresholdingTest {
    @Test
    void noneLeavesTheDataAlone() {
        INDArray x0 = Nd4j.createFromArray(new float[][] {{-3f, 0.5f}});
        assertSame(x0, new Thresholding(Thresholding.Kind.NONE, 0.95).apply(x0));
    }

    @Test
    void staticClipsToTheRangeOfTheData() {
        INDArray x0 = Nd4j.createFromArray(new float[][] {{-3f, 0.5f}, {1f, 1.25f}});
        INDArray clipped = new Thresholding(Thresholding.Kind.STATIC, 0.95).apply(x0);
        assertArrayEquals(new float[] {-1f, 0.5f, 1f, 1f}, clipped.data().asFloat());
        assertArrayEquals(new long[] {2, 2}, clipped.shape());
        assertEquals(-3f, x0.getFloat(0, 0));
    }

    @Test
    void dynamicScalesEachExampleByItsOwnPercentile() {
        float[] values = new float[3 * 48];
        KeyedRandom.of(2, "x0").fillGaussian(values);
        for (int i = 0; i < 48; i++) {
            values[i] *= 0.1f; // the first example is in range already
            values[96 + i] *= 5f;
        }
        INDArray x0 = Nd4j.create(values.clone(), 3, 4, 4, 3);
        float[] actual = new Thresholding(Thresholding.Kind.DYNAMIC, 0.9)
                .apply(x0)
                .data()
                .asFloat();
        for (int i = 0; i < values.length; i++) {
            int example = i / 48;
            double s = Math.max(1, percentileByCounting(values, example * 48, 48, 0.9));
            assertEquals(Math.max(-s, Math.min(s, values[i])) / s, actual[i], 1e-6);
        }
    }

    @Test
    void percentileIsInterpolated() {
        INDArray x0 = Nd4j.createFromArray(new float[][] {{-2f, 4f, 0f}});
        float[] actual = new Thresholding(Thresholding.Kind.DYNAMIC, 0.75)
                .apply(x0)
                .data()
                .asFloat();
        assertArrayEquals(new float[] {-2f / 3, 1f, 0f}, actual, 1e-6f);
    }

    @Test
    void percentileOutOfRangeIsRejected() {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> new Thresholding(Thresholding.Kind.DYNAMIC, 95));
        assertEquals("percentile must be above 0 and at most 1, got 95.0", e.getMessage());
    }

    /** Linear interpolation between order statistics, each found by counting the values below it. */
    private static double percentileByCounting(float[] values, int from, int size, double p) {
        double position = p * (size - 1);
        double below = orderStatistic(values, from, size, (int) Math.floor(position));
        double above = orderStatistic(values, from, size, (int) Math.ceil(position));
        return below + (position - Math.floor(position)) * (above - below);
    }

    private static double orderStatistic(float[] values, int from, int size, int rank) {
        return IntStream.range(from, from + size)
                .mapToDouble(i -> Math.abs(values[i]))
                .filter(x -> IntStream.range(from, from + size)
                                .filter(j -> Math.abs(values[j]) < x)
                                .count()
                        == rank)
                .findFirst()
                .orElseThrow();
    }
}
