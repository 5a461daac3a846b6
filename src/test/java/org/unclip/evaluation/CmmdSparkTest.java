package org.unclip.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.unclip.random.KeyedRandom;

class CmmdSparkTest {
    private static final float[][] ATOMS = {{1, 0, 0}, {0.6f, 0.8f, 0}, {0, 0, 1}};

    @Test
    void halvesOfOneSetAreNearAndOtherSetsFar() {
        List<KeyedEmbedding> all = SampleSets.around("all", 400, 8, 0.3);
        Metric halves = measure(all.subList(0, 200), all.subList(200, 400));
        Metric others = measure(all.subList(0, 200), SampleSets.around("other", 200, 8, 0.6));
        assertEquals(0, halves.value(), 0.05);
        assertTrue(halves.low() < 0 && 0 < halves.high(), halves.toString());
        assertTrue(others.value() > 0.5 && others.low() > 0.4, others.toString());
    }

    @Test
    void distanceIsThatOfTheSlowReference() {
        List<KeyedEmbedding> x = SampleSets.around("x", 50, 5, 0.5);
        List<KeyedEmbedding> y = new ArrayList<>(SampleSets.around("y", 37, 5, 0.9));
        for (int i = 0; i < 20; i++) { // of groups with others, which are left out
            float[] vector = SampleSets.near(x.get(i).vector(), 0.1, "mate", i);
            y.add(new KeyedEmbedding("mate" + i, x.get(i / 2).group(), vector));
        }
        double expected = 1000 * (meanKernel(x, x) + meanKernel(y, y) - 2 * meanKernel(x, y));
        assertEquals(expected, measure(x, y).value(), 1e-6);
    }

    private static double meanKernel(List<KeyedEmbedding> x, List<KeyedEmbedding> y) {
        return x.stream()
                .flatMapToDouble(a -> y.stream()
                        .filter(b -> !b.group().equals(a.group()))
                        .mapToDouble(b -> Math.exp(-(2 - 2 * SampleSets.cosine(a, b)) / (2 * 10.0 * 10.0))))
                .average()
                .orElseThrow();
    }

    @Test
    void intervalCoversTheTruthOfDifferentDistributions() {
        assertCovered(new double[] {0.5, 0.3, 0.2}, new double[] {0.3, 0.3, 0.4});
    }

    @Test
    void intervalCoversZeroOfEqualDistributions() {
        assertCovered(new double[] {0.4, 0.3, 0.3}, new double[] {0.4, 0.3, 0.3});
    }

    /** Of 30 trials, 95 % would be 28.5; fewer than 25 have a probability of 0.3 %. */
    private static void assertCovered(double[] p, double[] q) {
        double truth = 0;
        for (int a = 0; a < ATOMS.length; a++) {
            for (int b = 0; b < ATOMS.length; b++) {
                double cosine = SampleSets.cosine(atom("a", a), atom("b", b));
                truth += 1000 * (p[a] - q[a]) * (p[b] - q[b]) * Math.exp(-(2 - 2 * cosine) / 200);
            }
        }
        int covered = 0;
        double sum = 0;
        for (int trial = 0; trial < 30; trial++) {
            Metric metric = measure(drawn("p" + trial, p), drawn("q" + trial, q));
            covered += metric.low() <= truth && truth <= metric.high() ? 1 : 0;
            sum += metric.value();
        }
        assertEquals(truth, sum / 30, 0.15);
        assertTrue(covered >= 25, covered + " of 30");
    }

    private static KeyedEmbedding atom(String key, int atom) {
        return new KeyedEmbedding(key, ATOMS[atom]);
    }

    private static List<KeyedEmbedding> drawn(String name, double[] probabilities) {
        return IntStream.range(0, 60)
                .mapToObj(i -> {
                    double u = KeyedRandom.of(5, name, i).nextDouble();
                    int atom = u < probabilities[0] ? 0 : u < probabilities[0] + probabilities[1] ? 1 : 2;
                    return atom(name + "-" + i, atom);
                })
                .toList();
    }

    private static Metric measure(List<KeyedEmbedding> x, List<KeyedEmbedding> y) {
        try (EmbeddingSet xSet = SampleSets.set(x, 64, 1);
                EmbeddingSet ySet = SampleSets.set(y, 64, 1)) {
            return Cmmd.measure(xSet, ySet, new Resampling(7, 200));
        }
    }
}
