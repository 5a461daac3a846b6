package org.unclip.nn.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

final class LanesTest {

    private static final int VALUES = 1 << 18;

    @Test
    void exponentialIsWithinTwoUnitsInTheLastPlace() {
        double worst = 0;
        for (int i = 0; i < VALUES; i += Lanes.COUNT) {
            float[] x = new float[Lanes.COUNT];
            for (int lane = 0; lane < x.length; lane++) {
                x[lane] = (float) (-87 + 175.0 * (i + lane) / (VALUES - 1));
            }
            float[] y = exp(x);
            for (int lane = 0; lane < x.length; lane++) {
                double exact = StrictMath.exp(x[lane]);
                worst = Math.max(worst, Math.abs(y[lane] - exact) / Math.ulp((float) exact));
            }
        }
        assertTrue(worst <= 2, "error of " + worst + " ulp");
    }

    @Test
    void exponentialIsExactAtZeroAndClampedFarOut() {
        float[] y = exp(new float[] {0, -0f, 200, 88, -200, -87, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY});

        assertEquals(1f, y[0]);
        assertEquals(1f, y[1]);
        assertEquals(y[3], y[2]);
        assertEquals(y[5], y[4]);
        assertEquals(y[3], y[6]);
        assertEquals(y[5], y[7]);
    }

    @Test
    void notANumberStaysOne() {
        float negative = Float.intBitsToFloat(0xffc00000);
        for (float y :
                exp(new float[] {Float.NaN, negative, Float.NaN, negative, Float.NaN, negative, negative, Float.NaN})) {
            assertTrue(Float.isNaN(y));
        }
    }

    @Test
    void sumRunsInTheOrderOfTheLanes() {
        float[] values = {1e8f, 1, -1e8f, 3, 4, 1e-3f, 7, 0.1f};
        float expected = 0;
        for (float value : values) {
            expected += value;
        }

        assertEquals(expected, Lanes.sum(Lanes.load(values, 0)));
    }

    /** The first calls are interpreted, the last compiled by the optimising compiler. */
    @Test
    void bitsDoNotChangeWhenCodeIsCompiled() {
        float[] x = new float[1024];
        for (int i = 0; i < x.length; i++) {
            x[i] = (i - 512) / 7f;
        }
        float[] interpreted = transform(x);
        for (int repetition = 0; repetition < 2_000; repetition++) {
            transform(x);
        }
        assertArrayEquals(interpreted, transform(x));
    }

    @Test
    void kernelsKeepTheirBitsWhenCompiled() {
        KernelCheck norm = KernelCheck.of(
                new GroupNorm(16, 4, true, true), KernelCheck.shape(2, 4, 4, 16), KernelCheck.shape(2, 32));
        KernelCheck attention = KernelCheck.of(Attention.self(2), KernelCheck.shape(2, 9, 48));
        INDArray firstNorm = norm.output(DataType.FLOAT);
        INDArray firstAttention = attention.output(DataType.FLOAT);
        for (int repetition = 0; repetition < 500; repetition++) {
            norm.output(DataType.FLOAT);
            attention.output(DataType.FLOAT);
        }
        assertArrayEquals(KernelCheck.values(firstNorm), KernelCheck.values(norm.output(DataType.FLOAT)));
        assertArrayEquals(KernelCheck.values(firstAttention), KernelCheck.values(attention.output(DataType.FLOAT)));
    }

    private static float[] transform(float[] x) {
        float[] y = new float[x.length];
        for (int i = 0; i < x.length; i += Lanes.COUNT) {
            var v = Lanes.load(x, i);
            float sum = Lanes.sum(Lanes.exp(v));
            Lanes.sigmoid(v).fma(v, Lanes.broadcast(1 / sum)).intoArray(y, i);
        }
        return y;
    }

    private static float[] exp(float[] x) {
        float[] y = new float[Lanes.COUNT];
        Lanes.exp(Lanes.load(x, 0)).intoArray(y, 0);
        return y;
    }
}
