package org.unclip.evaluation;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import scala.Tuple2;

/**
 * Means over the rows of a set, with the bootstrap's percentile intervals. What a row is compared with is held fixed:
 * the intervals tell how much the mean would move with other rows. The driver gets replicates times measures.
 */
final class RowMeans {
    private RowMeans() {}

    /**
     * The means of several values a row.
     *
     * @param values by block, {@code [rows][measures]}
     */
    static List<Estimate> of(
            EmbeddingSet set, JavaPairRDD<Integer, double[][]> values, int measures, Resampling resampling) {
        JavaPairRDD<Tuple2<Integer, Long>, double[]> sums = set.byIndex()
                .join(values)
                .mapToPair(block -> new Tuple2<>(
                        new Tuple2<>(0, (long) block._1), weighted(block._2._1, block._2._2, measures, resampling)));
        double[] sum = FixedTree.sums(sums, set.blockCount()).values().collect().get(0);
        List<Estimate> estimates = new ArrayList<>();
        for (int measure = 0; measure < measures; measure++) {
            estimates.add(estimate(sum, measure, measures, resampling.replicates()));
        }
        return estimates;
    }

    /** Weighted sums {@code [replicates + 1][measures + 1]}, flat; the last of each replicate is that of the weights. */
    private static double[] weighted(EmbeddingBlock block, double[][] values, int measures, Resampling resampling) {
        int stride = measures + 1;
        double[] sums = new double[(resampling.replicates() + 1) * stride];
        for (int row = 0; row < values.length; row++) {
            for (int r = 0; r <= resampling.replicates(); r++) {
                int weight = resampling.weight(r, block.group(row));
                for (int measure = 0; measure < measures; measure++) {
                    sums[r * stride + measure] += weight * values[row][measure];
                }
                sums[r * stride + measures] += weight;
            }
        }
        return sums;
    }

    private static Estimate estimate(double[] sums, int measure, int measures, int replicates) {
        int stride = measures + 1;
        double[] resampled = new double[replicates];
        for (int r = 1; r <= replicates; r++) {
            resampled[r - 1] = sums[r * stride + measure] / sums[r * stride + measures];
        }
        return new Estimate(sums[measure] / sums[measures], Interval.percentiles(resampled));
    }
}
