package org.unclip.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.stat.correlation.Covariance;
import org.junit.jupiter.api.Test;

class FrechetDistanceSparkTest {
    private static final int D = 4;

    /** Covariances on the axes commute: the distance is that of the standard deviations. */
    @Test
    void commutingCovariancesHaveTheirClosedForm() {
        double divisor = 99 / 100.0;
        double expected = Math.pow(Math.sqrt(0.2 / divisor) - Math.sqrt(0.6 / divisor), 2)
                + Math.pow(Math.sqrt(0.8 / divisor) - Math.sqrt(0.4 / divisor), 2);
        assertEquals(expected, measure(onAxes("x", 20), onAxes("y", 60)).value(), 1e-9);
    }

    /** A hundred unit vectors of mean zero, so many on the first axis, the others on the second. */
    private static List<KeyedEmbedding> onAxes(String name, int first) {
        return IntStream.range(0, 100)
                .mapToObj(i -> {
                    float sign = i % 2 == 0 ? 1 : -1;
                    return new KeyedEmbedding(name + i, i < first ? new float[] {sign, 0} : new float[] {0, sign});
                })
                .toList();
    }

    @Test
    void distanceIsThatOfTheReference() {
        List<KeyedEmbedding> x = SampleSets.around("x", 60, D, 0.3);
        List<KeyedEmbedding> y = SampleSets.around("y", 80, D, 0.7);
        Metric metric = measure(x, y);
        assertEquals(reference(x, y), metric.value(), 1e-7);
        assertTrue(metric.low() < metric.value() && metric.value() < metric.high(), metric.toString());
    }

    @Test
    void aSetIsAtNoDistanceFromItself() {
        List<KeyedEmbedding> few = SampleSets.around("x", 5, 8, 0.3); // of a singular covariance
        assertEquals(0, measure(few, few).value(), 1e-6);
    }

    /** Where the value would lie for other sets of the same sizes: of 20 trials, 19 hold the mean of all. */
    @Test
    void intervalCoversWhatSetsOfThisSizeGive() {
        List<Metric> trials = new ArrayList<>();
        for (int trial = 0; trial < 20; trial++) {
            trials.add(measure(SampleSets.around("x" + trial, 60, D, 0.3), SampleSets.around("y" + trial, 60, D, 0.4)));
        }
        double mean = trials.stream().mapToDouble(Metric::value).average().orElseThrow();
        long covered = trials.stream()
                .filter(metric -> metric.low() <= mean && mean <= metric.high())
                .count();
        assertTrue(covered >= 16, covered + " of 20");
    }

    /** With two passes for the moments, and the root of the product by Denman and Beavers' iteration. */
    private static double reference(List<KeyedEmbedding> x, List<KeyedEmbedding> y) {
        double[][] a = unit(x);
        double[][] b = unit(y);
        double distance = 0;
        for (int d = 0; d < D; d++) {
            int column = d;
            double meanA = IntStream.range(0, a.length)
                    .mapToDouble(i -> a[i][column])
                    .average()
                    .orElseThrow();
            double meanB = IntStream.range(0, b.length)
                    .mapToDouble(i -> b[i][column])
                    .average()
                    .orElseThrow();
            distance += (meanA - meanB) * (meanA - meanB);
        }
        RealMatrix covarianceA = new Covariance(a).getCovarianceMatrix();
        RealMatrix covarianceB = new Covariance(b).getCovarianceMatrix();
        RealMatrix root = covarianceA.multiply(covarianceB);
        RealMatrix inverseRoot = new Array2DRowRealMatrix(new double[D][D]);
        for (int d = 0; d < D; d++) {
            inverseRoot.setEntry(d, d, 1);
        }
        for (int i = 0; i < 30; i++) {
            RealMatrix next = root.add(inverse(inverseRoot)).scalarMultiply(0.5);
            inverseRoot = inverseRoot.add(inverse(root)).scalarMultiply(0.5);
            root = next;
        }
        return distance + covarianceA.getTrace() + covarianceB.getTrace() - 2 * root.getTrace();
    }

    private static RealMatrix inverse(RealMatrix matrix) {
        return new LUDecomposition(matrix).getSolver().getInverse();
    }

    private static double[][] unit(List<KeyedEmbedding> rows) {
        return rows.stream()
                .map(row -> {
                    double length = Math.sqrt(IntStream.range(0, D)
                            .mapToDouble(d -> (double) row.vector()[d] * row.vector()[d])
                            .sum());
                    return IntStream.range(0, D)
                            .mapToDouble(d -> row.vector()[d] / length)
                            .toArray();
                })
                .toArray(double[][]::new);
    }

    private static Metric measure(List<KeyedEmbedding> x, List<KeyedEmbedding> y) {
        try (EmbeddingSet xSet = SampleSets.set(x, 3, 2); // more blocks than a run has
                EmbeddingSet ySet = SampleSets.set(y, 3, 2)) {
            return FrechetDistance.measure(xSet, ySet, new Resampling(7, 100));
        }
    }
}
