package org.unclip.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeyedRandomTest {
    private static final int MANY = 1_000_000;

    /** From an implementation of the same formulas in Python. A change here changes every trained model. */
    @Test
    void wordsAreThoseOfTheReference() {
        KeyedRandom random = KeyedRandom.of(17, "noise", 3, 1);
        long[] expected = {-2440482035525598595L, -4675660955814472431L, -7287436336661902463L, 6663169706732685611L};
        for (long word : expected) {
            assertEquals(word, random.nextLong());
        }
        assertEquals(0.867701203758565, KeyedRandom.of(17, "noise", 3, 1).nextDouble());
    }

    /** A million values of the same Python implementation, rare branches included. */
    @Test
    void gaussianBytesAreThoseOfTheReference() {
        float[] values = new float[MANY];
        KeyedRandom.of(17, "noise", 3, 1).fillGaussian(values);
        assertEquals(1_495_207_561, Arrays.hashCode(values));
    }

    @Test
    void everyPartOfTheKeyMakesAnotherStream() {
        long[] first = {
            KeyedRandom.of(1, "a").nextLong(),
            KeyedRandom.of(2, "a").nextLong(),
            KeyedRandom.of(1, "b").nextLong(),
            KeyedRandom.of(1, "ab").nextLong(),
            KeyedRandom.of(1, "a", 0).nextLong(),
            KeyedRandom.of(1, "a", 0, 0).nextLong(),
            KeyedRandom.of(1, "a", 1, 0).nextLong(),
            KeyedRandom.of(1, "a", 0, 1).nextLong(),
            KeyedRandom.of(1, "", 'a').nextLong(),
        };
        assertEquals(first.length, Arrays.stream(first).distinct().count());
    }

    @Test
    void doublesFillTheUnitIntervalEvenly() {
        KeyedRandom random = KeyedRandom.of(5, "uniform");
        int[] bins = new int[100];
        for (int i = 0; i < MANY; i++) {
            bins[(int) (random.nextDouble() * 100)]++;
        }
        assertTrue(chiSquare(bins, MANY / 100.0) < 160, "99 degrees of freedom: mean 99, deviation 14");
    }

    @Test
    void integersAreUniformBelowTheirBound() {
        KeyedRandom random = KeyedRandom.of(5, "integers");
        int[] bins = new int[7];
        for (int i = 0; i < MANY; i++) {
            bins[random.nextInt(7)]++;
        }
        assertTrue(chiSquare(bins, MANY / 7.0) < 30, "6 degrees of freedom: mean 6, deviation 3.5");
    }

    @Test
    void boundBelowOneIsRejected() {
        KeyedRandom random = KeyedRandom.of(5, "integers");
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> random.nextInt(0));
        assertEquals("bound must be at least 1, got 0", e.getMessage());
    }

    @Test
    void gaussianHasTheMomentsAndTailsOfTheNormalDistribution() {
        double[] moments = new double[5];
        int beyondTwo = 0;
        int beyondZigguratEdge = 0;
        KeyedRandom random = KeyedRandom.of(5, "normal");
        for (int i = 0; i < 4 * MANY; i++) {
            double x = random.nextGaussian();
            for (int k = 1; k <= 4; k++) {
                moments[k] += StrictMath.pow(x, k) / (4.0 * MANY);
            }
            beyondTwo += Math.abs(x) > 2 ? 1 : 0;
            beyondZigguratEdge += Math.abs(x) > Ziggurat.TAIL_START ? 1 : 0;
        }
        assertEquals(0.0, moments[1], 0.002);
        assertEquals(1.0, moments[2], 0.003);
        assertEquals(0.0, moments[3], 0.008);
        assertEquals(3.0, moments[4], 0.02);
        assertEquals(0.0455003, beyondTwo / (4.0 * MANY), 4e-4);
        assertEquals(5.7611e-4, beyondZigguratEdge / (4.0 * MANY), 5e-5);
    }

    /** Kolmogorov and Smirnov, against the error function by its series: catches a wedge that is cut wrongly. */
    @Test
    void gaussianFollowsTheNormalDistributionFunction() {
        float[] values = new float[MANY];
        KeyedRandom.of(5, "distribution").fillGaussian(values);
        Arrays.sort(values);
        double worst = 0;
        for (int i = 0; i < MANY; i += 1000) {
            worst = Math.max(worst, Math.abs(normalCdf(values[i]) - (i + 0.5) / MANY));
        }
        assertTrue(worst < 1.95 / Math.sqrt(MANY), "the 0.1 % point of the statistic, got " + worst);
    }

    @Test
    void neighbouringStreamsAreUncorrelated() {
        int streams = 200;
        int length = 5_000;
        float[][] values = new float[streams][length];
        for (int s = 0; s < streams; s++) {
            KeyedRandom.of(5, "noise", s).fillGaussian(values[s]);
        }
        double worst = 0;
        for (int s = 1; s < streams; s++) {
            for (int lag = 0; lag < 20; lag++) {
                worst = Math.max(worst, Math.abs(correlation(values[s - 1], values[s], lag)));
            }
        }
        assertTrue(worst < 5.5 / Math.sqrt(length), "4,000 correlations of deviation 1/sqrt(length), worst " + worst);
    }

    @Test
    void permutationHoldsEveryIndexOnceAndEveryOrderIsAsLikely() {
        int[] order = KeyedRandom.of(5, "order").permutation(1000);
        assertNotEquals(0, IntStream.range(0, 1000).filter(i -> order[i] != i).count());
        Arrays.sort(order);
        assertArrayEquals(IntStream.range(0, 1000).toArray(), order);

        int[] orders = new int[27];
        for (int i = 0; i < 60_000; i++) {
            int[] small = KeyedRandom.of(5, "small order", i).permutation(3);
            orders[9 * small[0] + 3 * small[1] + small[2]]++;
        }
        int[] possible = Arrays.stream(orders).filter(count -> count > 0).toArray();
        assertEquals(6, possible.length);
        assertTrue(chiSquare(possible, 10_000) < 25, "5 degrees of freedom: mean 5, deviation 3.2");
    }

    @Test
    void fillOfARangeLeavesTheRestAlone() {
        float[] whole = new float[6];
        float[] part = new float[10];
        KeyedRandom.of(5, "range").fillGaussian(whole);
        KeyedRandom.of(5, "range").fillGaussian(part, 3, 6);
        assertArrayEquals(whole, Arrays.copyOfRange(part, 3, 9));
        assertArrayEquals(new float[] {0, 0, 0, 0}, new float[] {part[0], part[1], part[2], part[9]});
    }

    private static double chiSquare(int[] counts, double expected) {
        return Arrays.stream(counts)
                .mapToDouble(count -> (count - expected) * (count - expected) / expected)
                .sum();
    }

    private static double correlation(float[] a, float[] b, int lag) {
        double sum = 0;
        for (int i = lag; i < a.length; i++) {
            sum += a[i] * b[i - lag];
        }
        return sum / (a.length - lag);
    }

    /** {@code 1/2 + φ(x) (x + x³/3 + x⁵/15 + …)}, Marsaglia 2004. */
    private static double normalCdf(double x) {
        double term = x;
        double sum = x;
        for (int i = 3; Math.abs(term) > 1e-17; i += 2) {
            term *= x * x / i;
            sum += term;
        }
        return 0.5 + sum * Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
    }
}
