package org.unclip.paramserver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.unclip.paramserver.DecayRanges.Range;
import org.unclip.random.KeyedRandom;

final class ShardOptimizerTest {
    private static final int SIZE = 2 * Chunks.SIZE + 1001;
    private static final int STEPS = 40;
    private static final AdamConfig ADAM = new AdamConfig(0.9, 0.98, 1e-8, 0.05);
    private static final EmaConfig EMA = new EmaConfig(0.95, true);
    private static final DecayRanges DECAY =
            DecayRanges.of(List.of(new Range(Chunks.SIZE + 3, SIZE - 5), new Range(0, 70), new Range(70, 90)));

    @Test
    void agreesWithAnIndependentDoublePrecisionReference() {
        double[] p = toDouble(initial());
        double[] m = new double[SIZE];
        double[] v = new double[SIZE];
        double[] ema = p.clone();
        for (int step = 0; step < STEPS; step++) {
            float[] gradient = gradient(step);
            double emaDecay = Math.min(0.95, (1.0 + step) / (10.0 + step));
            for (int i = 0; i < SIZE; i++) {
                double g = gradient[i] * 0.25;
                boolean decays = i < 90 || i >= Chunks.SIZE + 3 && i < SIZE - 5;
                p[i] -= decays ? rate(step) * 0.05 * p[i] : 0;
                m[i] = 0.9 * m[i] + 0.1 * g;
                v[i] = 0.98 * v[i] + 0.02 * g * g;
                double mHat = m[i] / (1 - Math.pow(0.9, step + 1));
                double vHat = v[i] / (1 - Math.pow(0.98, step + 1));
                p[i] -= rate(step) * mHat / (Math.sqrt(vHat) + 1e-8);
                ema[i] = emaDecay * ema[i] + (1 - emaDecay) * p[i];
            }
        }

        ShardState state = trained(1);
        assertClose(p, state.parameters());
        assertClose(m, state.firstMoment());
        assertClose(v, state.secondMoment());
        assertClose(ema, state.ema());
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void anyNumberOfThreadsGivesTheSameBits(int threads) {
        assertSameBits(trained(1), trained(threads));
    }

    @Test
    void slicesUpdatedApartGiveTheBitsOfTheWhole() {
        ShardState whole = trained(1);
        float[] start = initial();
        ShardState right = ShardState.initial(Chunks.SIZE, Arrays.copyOfRange(start, Chunks.SIZE, SIZE));
        try (Chunks chunks = new Chunks(1)) {
            ShardOptimizer optimizer = new ShardOptimizer(ADAM, EMA, DECAY, chunks);
            for (int step = 0; step < STEPS; step++) {
                optimizer.update(right, gradient(step), Chunks.SIZE, new Update(step, rate(step), 0.25));
            }
        }

        assertArrayEquals(Arrays.copyOfRange(whole.parameters(), Chunks.SIZE, SIZE), right.parameters());
        assertArrayEquals(Arrays.copyOfRange(whole.ema(), Chunks.SIZE, SIZE), right.ema());
    }

    @Test
    void averageWithoutDecayIsTheParameters() {
        ShardState state = ShardState.initial(0, initial());
        try (Chunks chunks = new Chunks(1)) {
            new ShardOptimizer(ADAM, new EmaConfig(0, true), DECAY, chunks)
                    .update(state, gradient(0), 0, new Update(0, 0.01, 1));
        }

        assertArrayEquals(state.parameters(), state.ema());
    }

    @Test
    void averageWarmsUpAndIsThenCapped() {
        Ema warm = new Ema(new EmaConfig(0.995, true));

        assertEquals(0.9, warm.newWeight(0), 1e-12);
        assertEquals(1 - 11.0 / 20.0, warm.newWeight(10), 1e-12);
        assertEquals(0.005, warm.newWeight(1_000_000), 1e-12);
        assertEquals(0.005, new Ema(new EmaConfig(0.995, false)).newWeight(0), 1e-12);
    }

    private static ShardState trained(int threads) {
        ShardState state = ShardState.initial(0, initial());
        try (Chunks chunks = new Chunks(threads)) {
            ShardOptimizer optimizer = new ShardOptimizer(ADAM, EMA, DECAY, chunks);
            for (int step = 0; step < STEPS; step++) {
                optimizer.update(state, gradient(step), 0, new Update(step, rate(step), 0.25));
            }
        }
        return state;
    }

    private static double rate(int step) {
        return 1e-3 * (1 + step % 3);
    }

    private static float[] initial() {
        float[] values = new float[SIZE];
        KeyedRandom.of(5, "parameters").fillGaussian(values);
        return values;
    }

    private static float[] gradient(int step) {
        float[] values = new float[SIZE];
        KeyedRandom.of(5, "gradient", step).fillGaussian(values);
        return values;
    }

    private static double[] toDouble(float[] values) {
        double[] doubles = new double[values.length];
        Arrays.setAll(doubles, i -> values[i]);
        return doubles;
    }

    private static void assertSameBits(ShardState expected, ShardState actual) {
        assertArrayEquals(expected.parameters(), actual.parameters());
        assertArrayEquals(expected.firstMoment(), actual.firstMoment());
        assertArrayEquals(expected.secondMoment(), actual.secondMoment());
        assertArrayEquals(expected.ema(), actual.ema());
    }

    private static void assertClose(double[] expected, float[] actual) {
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], 5e-6 * Math.max(1, Math.abs(expected[i])), "element " + i);
        }
    }
}
