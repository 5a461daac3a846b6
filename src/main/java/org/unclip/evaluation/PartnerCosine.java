package org.unclip.evaluation;

import static org.unclip.evaluation.Metric.Better.HIGHER;
import static org.unclip.evaluation.Metric.Better.NEITHER;

import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import scala.Tuple2;

/**
 * How similar rows are to their partners in another set, and to everyone else's: a prior's embeddings to the true ones,
 * drawn pictures to their texts.
 *
 * <p>Shuffled is the mean over all rows that are no partners, which is what every shuffle gives on average: as cosines
 * are linear, it takes the sum of the other set's vectors and no pairs. The bootstrap draws groups of the first set. The
 * driver gets what {@link RowMeans} says, and a vector of D numbers.
 *
 * @param partners mean cosine to partners
 * @param shuffled mean cosine to all others
 */
public record PartnerCosine(Metric partners, Metric shuffled) {
    private static final Measure PARTNERS = new Measure(
            "partner-cosine",
            "Cosine to the partner",
            HIGHER,
            "Mean cosine of each embedding to those it belongs to; to be read beside the shuffled one.",
            "Whether a picture is any good: embeddings of one model are alike to begin with, and CLIP is blind to much.");
    private static final Measure SHUFFLED = new Measure(
            "shuffled-cosine",
            "Cosine to others",
            NEITHER,
            "Mean cosine of each embedding to those it does not belong to: what the partner's has to beat.",
            "How far apart the closest of the others are; a mean hides near-duplicates.");

    /**
     * Measures.
     *
     * @param set each row with at least one partner, a row of its group, in the other set
     * @param others also with rows that are no partners
     */
    public static PartnerCosine measure(EmbeddingSet set, EmbeddingSet others, Resampling resampling) {
        double[] total = sumOfVectors(others);
        long count = others.size();
        JavaPairRDD<Integer, double[][]> values = set.byIndex()
                .join(Partners.cosines(set, others))
                .mapValues(block -> meanCosines(block._1, block._2, total, count));
        List<Estimate> means = RowMeans.of(set, values, 2, resampling);
        return new PartnerCosine(PARTNERS.at(means.get(0)), SHUFFLED.at(means.get(1)));
    }

    private static double[][] meanCosines(EmbeddingBlock block, double[][] partners, double[] total, long count) {
        double[][] means = new double[block.rows()][];
        for (int row = 0; row < means.length; row++) {
            double sum = partners[row][Partners.SUM];
            double own = partners[row][Partners.COUNT];
            means[row] = new double[] {sum / own, (dot(block.vectors()[row], total) - sum) / (count - own)};
        }
        return means;
    }

    private static double[] sumOfVectors(EmbeddingSet set) {
        JavaPairRDD<Tuple2<Integer, Long>, double[]> parts = set.blocks()
                .mapToPair(block -> new Tuple2<>(new Tuple2<>(0, (long) block.index()), sumOfVectors(block)));
        return FixedTree.sums(parts, set.blockCount()).values().collect().get(0);
    }

    private static double[] sumOfVectors(EmbeddingBlock block) {
        double[] sum = new double[block.dimension()];
        for (float[] vector : block.vectors()) {
            for (int d = 0; d < sum.length; d++) {
                sum[d] += vector[d];
            }
        }
        return sum;
    }

    private static double dot(float[] vector, double[] total) {
        double sum = 0;
        for (int d = 0; d < total.length; d++) {
            sum += vector[d] * total[d];
        }
        return sum;
    }
}
