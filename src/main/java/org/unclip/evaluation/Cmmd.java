package org.unclip.evaluation;

import static org.unclip.evaluation.Metric.Better.LOWER;

import org.apache.spark.api.java.JavaPairRDD;
import scala.Tuple2;

/**
 * CMMD: 1,000 times the squared maximum mean discrepancy of two sets of CLIP embeddings, with the kernel
 * {@code exp(-|x - y|² / (2σ²))}, σ = 10, on unit vectors.
 *
 * <p>Jayasumana et al. 2024, "Rethinking FID", eq. 5: the unbiased estimate, {@code mean k(x, x') + mean k(y, y') -
 * 2 mean k(x, y)} over pairs of different rows, which may come out below zero. (The code its authors published leaves
 * each row's pair with itself in, Gretton et al. 2012 eq. 5, and so is higher by about {@code 1000 (1 - mean k) / n} a
 * set.) Pairs of one group are left out too: they are no independent draws.
 *
 * <p>The bootstrap weighs a pair with the product of its groups' Poisson counts, whose expectation is 1 just because no
 * pair is of one group: so resampling adds no bias, where a resample with its copies would count their distance of zero.
 * For equal distributions the interval is wider than it need be (the statistic is degenerate there). Each pair of blocks
 * gives {@code 2 (replicates + 1)} sums, added along a tree; the driver gets three times as many.
 */
public final class Cmmd {
    private static final double SCALE = 1000;
    private static final double TWO_SIGMA_SQUARED = 200;
    private static final int WITHIN_X = 0;
    private static final int WITHIN_Y = 1;
    private static final int ACROSS = 2;
    private static final Measure CMMD = new Measure(
            "cmmd",
            "CMMD",
            LOWER,
            "How far two sets of pictures are apart as distributions in CLIP space (MMD², Gaussian kernel, σ = 10, ×1000);"
                    + " 0 if they are alike, and by chance a little below.",
            "What differs, or what CLIP does not see. σ = 10 is far longer than any distance of unit vectors, so that nearly"
                    + " the means alone count; another CLIP gives other values, not comparable with published ones.");

    private Cmmd() {}

    /** The metric {@code cmmd} of two sets, each of rows of at least two groups. */
    public static Metric measure(EmbeddingSet x, EmbeddingSet y, Resampling resampling) {
        JavaPairRDD<Tuple2<Integer, Long>, double[]> parts = pairSums(WITHIN_X, x, x, resampling)
                .union(pairSums(WITHIN_Y, y, y, resampling))
                .union(pairSums(ACROSS, x, y, resampling));
        long blocks = Math.max(x.blockCount(), y.blockCount());
        var sums = FixedTree.sums(parts, blocks * blocks).collectAsMap();
        int replicates = resampling.replicates();
        double[] distances = new double[replicates];
        for (int r = 1; r <= replicates; r++) {
            distances[r - 1] = distance(sums.get(WITHIN_X), sums.get(WITHIN_Y), sums.get(ACROSS), r, replicates);
        }
        return CMMD.at(
                distance(sums.get(WITHIN_X), sums.get(WITHIN_Y), sums.get(ACROSS), 0, replicates),
                Interval.percentiles(distances));
    }

    private static JavaPairRDD<Tuple2<Integer, Long>, double[]> pairSums(
            int kind, EmbeddingSet a, EmbeddingSet b, Resampling resampling) {
        long stride = Math.max(a.blockCount(), b.blockCount());
        boolean within = kind != ACROSS;
        return a.blocks()
                .cartesian(b.blocks())
                .filter(pair -> !within || pair._1.index() <= pair._2.index())
                .mapToPair(pair -> new Tuple2<>(
                        new Tuple2<>(kind, pair._1.index() * stride + pair._2.index()),
                        pairSums(pair._1, pair._2, within && pair._1.index() < pair._2.index() ? 2 : 1, resampling)));
    }

    /**
     * Sums over the pairs of two blocks, first of weight times {@code k - 1}, then of weight, a number a replicate each.
     * One is taken off as it cancels, and with it most of the digits.
     *
     * @param times each pair counts
     */
    private static double[] pairSums(EmbeddingBlock a, EmbeddingBlock b, int times, Resampling resampling) {
        double[][] weightsA = resampling.weights(a);
        double[][] weightsB = resampling.weights(b);
        BlockCosines cosines = new BlockCosines(b);
        int replicates = resampling.replicates() + 1;
        double[] sums = new double[2 * replicates];
        for (int i = 0; i < a.rows(); i++) {
            double[] row = cosines.to(a.vectors()[i]);
            double[] kernels = new double[replicates];
            double[] counts = new double[replicates];
            for (int j = 0; j < row.length; j++) {
                if (a.group(i) != b.group(j)) {
                    add(kernelMinusOne(row[j]), weightsB[j], kernels, counts);
                }
            }
            for (int r = 0; r < replicates; r++) {
                sums[r] += times * weightsA[i][r] * kernels[r];
                sums[replicates + r] += times * weightsA[i][r] * counts[r];
            }
        }
        return sums;
    }

    private static void add(double kernel, double[] weights, double[] kernels, double[] counts) {
        for (int r = 0; r < weights.length; r++) {
            kernels[r] += kernel * weights[r];
            counts[r] += weights[r];
        }
    }

    /**
     * {@code exp(-|x - y|² / (2σ²)) - 1} of unit vectors. The exponent lies in [-0.02, 0], where seven terms are exact
     * to double precision, and are the same on every machine, as Math.exp need not be.
     */
    private static double kernelMinusOne(double cosine) {
        double e = -(2 - 2 * cosine) / TWO_SIGMA_SQUARED;
        return e * (1 + e / 2 * (1 + e / 3 * (1 + e / 4 * (1 + e / 5 * (1 + e / 6 * (1 + e / 7))))));
    }

    private static double distance(double[] xx, double[] yy, double[] xy, int replicate, int replicates) {
        return SCALE
                * (mean(xx, replicate, replicates)
                        + mean(yy, replicate, replicates)
                        - 2 * mean(xy, replicate, replicates));
    }

    private static double mean(double[] sums, int replicate, int replicates) {
        return sums[replicate] / sums[replicates + 1 + replicate];
    }
}
