package org.unclip.evaluation;

import static org.unclip.evaluation.Metric.Better.HIGHER;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import scala.Tuple2;

/**
 * CLIP's retrieval among n pictures and their captions: recall@1, 5 and 10 both ways, chance being about k / n.
 *
 * <p>As Karpathy and Fei-Fei 2015 count: each picture is a query, and finds its text if any of its captions is among the k
 * most similar of all pictures' captions; each caption is a query, and finds its picture if that is among the k most similar
 * of all. Here a candidate that does not belong to the query and is as similar as the partner counts as more similar. The
 * bootstrap draws pictures, each with all its captions, as queries; the candidates stay. The driver gets what
 * {@link RowMeans} says; a task holds, beside its blocks, a number a row.
 */
public final class Retrieval {
    private static final int[] DEPTHS = {1, 5, 10};
    private static final String CANNOT_TELL =
            "Whether a wrong candidate fits as well as the partner, as equal captions do; and it falls with the number of"
                    + " candidates, so that only equal sets compare.";

    private Retrieval() {}

    /**
     * {@code image-to-text-recall-at-K}, then {@code text-to-image-recall-at-K}.
     *
     * @param images each a group of its own
     * @param texts captions, each of the group of its picture; every picture has one
     */
    public static List<Metric> measure(EmbeddingSet images, EmbeddingSet texts, Resampling resampling) {
        List<Metric> metrics =
                new ArrayList<>(imageToText("image-to-text", "Picture → text", images, texts, resampling));
        metrics.addAll(oneWay("text-to-image", "Text → picture", "captions", texts, images, resampling));
        return metrics;
    }

    /** The first three of {@link #measure} under another name. */
    public static List<Metric> imageToText(
            String key, String name, EmbeddingSet images, EmbeddingSet texts, Resampling resampling) {
        return oneWay(key, name, "pictures", images, texts, resampling);
    }

    private static List<Metric> oneWay(
            String key, String name, String queriesName, EmbeddingSet queries, EmbeddingSet candidates, Resampling r) {
        List<Estimate> recalls = RowMeans.of(queries, found(queries, candidates), DEPTHS.length, r);
        List<Metric> metrics = new ArrayList<>();
        for (int i = 0; i < DEPTHS.length; i++) {
            int k = DEPTHS[i];
            String meaning = "Share of %s whose partner is among the %d most similar of %d candidates, ties against it."
                    .formatted(queriesName, k, candidates.size());
            metrics.add(new Measure(key + "-recall-at-" + k, name + " recall@" + k, HIGHER, meaning, CANNOT_TELL)
                    .at(recalls.get(i).ofShare(queries.size())));
        }
        return metrics;
    }

    /** For each depth 1 if the row finds its partner, else 0: by block {@code [rows][depths]}. */
    private static JavaPairRDD<Integer, double[][]> found(EmbeddingSet queries, EmbeddingSet candidates) {
        return queries.byIndex()
                .join(Partners.cosines(queries, candidates))
                .cartesian(candidates.blocks())
                .mapToPair(pair -> new Tuple2<>(pair._1._1, ahead(pair._1._2._1, pair._1._2._2, pair._2)))
                .reduceByKey(Retrieval::sum)
                .mapValues(Retrieval::foundAtDepths);
    }

    /** How many strangers of a block are at least as similar to each row as its partner. */
    private static int[] ahead(EmbeddingBlock queries, double[][] partners, EmbeddingBlock candidates) {
        BlockCosines cosines = new BlockCosines(candidates);
        int[] ahead = new int[queries.rows()];
        for (int i = 0; i < ahead.length; i++) {
            double[] row = cosines.to(queries.vectors()[i]);
            double partner = partners[i][Partners.LARGEST];
            for (int j = 0; j < row.length; j++) {
                if (row[j] >= partner && candidates.group(j) != queries.group(i)) {
                    ahead[i]++;
                }
            }
        }
        return ahead;
    }

    private static int[] sum(int[] a, int[] b) {
        int[] sum = new int[a.length];
        Arrays.setAll(sum, i -> a[i] + b[i]);
        return sum;
    }

    private static double[][] foundAtDepths(int[] ahead) {
        double[][] found = new double[ahead.length][DEPTHS.length];
        for (int row = 0; row < found.length; row++) {
            for (int i = 0; i < DEPTHS.length; i++) {
                found[row][i] = ahead[row] < DEPTHS[i] ? 1 : 0;
            }
        }
        return found;
    }
}
