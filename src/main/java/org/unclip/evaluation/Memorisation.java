package org.unclip.evaluation;

import static org.unclip.evaluation.Metric.Better.LOWER;
import static org.unclip.evaluation.Metric.Better.NEITHER;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;

/**
 * Whether drawn pictures are copies of training pictures: each one's nearest training picture in CLIP space, against how
 * near to the training pictures real pictures lie that were held out.
 *
 * <p>The driver gets a number a held-out picture, the most suspicious pairs, and what {@link RowMeans} says; a task
 * holds, beside its blocks, a neighbour a row.
 *
 * @param metrics {@code memorised-share}, {@code nearest-training-cosine}, {@code nearest-training-cosine-held-out}
 * @param threshold the cosine below which 99 % of held-out pictures lie to their nearest training picture
 * @param suspicious the drawn pictures nearest to a training picture, nearest first
 */
public record Memorisation(List<Metric> metrics, double threshold, List<Nearest> suspicious) {
    private static final double TYPICAL = 0.99;
    private static final Measure DRAWN = new Measure(
            "nearest-training-cosine",
            "Drawn: nearest training picture",
            NEITHER,
            "Mean cosine of drawn pictures to the nearest training picture; far above the held-out one it hints at copies.",
            "How many are copies, and of what: a mean hides the few.");
    private static final Measure HELD_OUT = new Measure(
            "nearest-training-cosine-held-out",
            "Held out: nearest training picture",
            NEITHER,
            "Mean cosine of held-out pictures to the nearest training picture: what no copying looks like.",
            "Whether the data set itself has duplicates across the split, which raise it and hide copies.");

    public Memorisation {
        metrics = List.copyOf(metrics);
        suspicious = List.copyOf(suspicious);
    }

    /**
     * Measures.
     *
     * @param pairs at most how many suspicious ones to list
     */
    public static Memorisation measure(
            EmbeddingSet drawn, EmbeddingSet heldOut, EmbeddingSet training, int pairs, Resampling resampling) {
        JavaPairRDD<Integer, Nearest[]> ofDrawn =
                NearestNeighbours.across(drawn, training).cache();
        JavaPairRDD<Integer, Nearest[]> ofHeldOut =
                NearestNeighbours.across(heldOut, training).cache();
        double threshold = typicalEnd(ofHeldOut);
        long above = rows(ofDrawn).filter(row -> row.cosine() > threshold).count();
        Memorisation memorisation = new Memorisation(
                List.of(
                        share(heldOut.size()).at((double) above / drawn.size(), Interval.wilson(above, drawn.size())),
                        mean(DRAWN, drawn, ofDrawn, resampling),
                        mean(HELD_OUT, heldOut, ofHeldOut, resampling)),
                threshold,
                rows(ofDrawn).takeOrdered(pairs, new MostSuspicious()));
        ofDrawn.unpersist();
        ofHeldOut.unpersist();
        return memorisation;
    }

    /** Without copying, a drawn picture is as likely as a held-out one to come in any place among them. */
    private static Measure share(long heldOut) {
        double expected = ((1 - TYPICAL) * (heldOut - 1) + 1) / (heldOut + 1);
        return new Measure(
                "memorised-share",
                "Suspected copies",
                LOWER,
                "Share of drawn pictures nearer to a training picture than 99 %% of %d held-out pictures are; about %.2f without any copying."
                        .formatted(heldOut, expected),
                "Whether these are copies: CLIP calls alike what shows the same, and misses copied details; a person must"
                        + " look at the pairs. The interval takes drawings as independent and the 99 % as known.");
    }

    private static double typicalEnd(JavaPairRDD<Integer, Nearest[]> heldOut) {
        double[] cosines = rows(heldOut).map(Nearest::cosine).collect().stream()
                .mapToDouble(cosine -> cosine)
                .sorted()
                .toArray();
        return Interval.quantile(cosines, TYPICAL);
    }

    private static JavaRDD<Nearest> rows(JavaPairRDD<Integer, Nearest[]> blocks) {
        return blocks.values().flatMap(rows -> Arrays.stream(rows).iterator());
    }

    private static Metric mean(
            Measure measure, EmbeddingSet set, JavaPairRDD<Integer, Nearest[]> nearest, Resampling resampling) {
        JavaPairRDD<Integer, double[][]> cosines = nearest.mapValues(rows ->
                Arrays.stream(rows).map(row -> new double[] {row.cosine()}).toArray(double[][]::new));
        return measure.at(RowMeans.of(set, cosines, 1, resampling).get(0));
    }

    /** Nearest first, then by key. */
    private static final class MostSuspicious implements Comparator<Nearest>, Serializable {
        private static final long serialVersionUID = 1L;

        @Override
        public int compare(Nearest a, Nearest b) {
            int nearer = Double.compare(b.cosine(), a.cosine());
            return nearer == 0 ? a.key().compareTo(b.key()) : nearer;
        }
    }
}
