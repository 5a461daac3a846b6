package org.unclip.evaluation;

import static org.unclip.evaluation.Metric.Better.HIGHER;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import scala.Tuple2;

/**
 * Precision, recall, density and coverage of drawn pictures against real ones: whether each lies in a ball of the other
 * kind, a ball being around a row as far as its 5th nearest other row of its own set, its surface included.
 *
 * <p>Precision and recall: Kynkäänniemi et al. 2019, eq. 1 and 2. Density and coverage: Naeem et al. 2020, eq. 3 and 4.
 * On unit vectors the order of distances is that of cosines. Rows of one group do not hold each other: a drawn picture is no
 * independent draw beside the true picture of its caption. The bootstrap draws drawn pictures for precision and
 * density, real ones for recall and coverage; the balls stay. The driver gets what {@link RowMeans} says; a task holds,
 * beside its blocks, at most five numbers a row.
 */
public final class NeighbourBalls {
    private static final int K = 5;
    private static final Measure PRECISION = new Measure(
            "precision",
            "Precision",
            HIGHER,
            "Share of drawn pictures that lie where real ones do, within the 5-neighbour ball of some real picture.",
            "Variety: one good picture drawn again and again has full precision; outliers among the real ones raise it.");
    private static final Measure RECALL = new Measure(
            "recall",
            "Recall",
            HIGHER,
            "Share of real pictures that lie where drawn ones do, within the 5-neighbour ball of some drawn picture.",
            "Quality: drawn pictures that are scattered wide have large balls, which hold much by chance.");
    private static final Measure DENSITY = new Measure(
            "density",
            "Density",
            HIGHER,
            "How many balls of real pictures a drawn one lies in, as a share of 5: about 1 for the same distribution.",
            "Variety; it may exceed 1 where drawn pictures crowd the densest places, and is then no sign of more quality.");
    private static final Measure COVERAGE = new Measure(
            "coverage",
            "Coverage",
            HIGHER,
            "Share of real pictures whose 5-neighbour ball holds a drawn one.",
            "Quality of the pictures in no ball; it grows with the number of drawn pictures, so that only equal numbers"
                    + " compare.");

    private NeighbourBalls() {}

    /**
     * {@code precision}, {@code recall}, {@code density}, {@code coverage}.
     *
     * @throws IllegalArgumentException if a set has no more than five rows
     */
    public static List<Metric> measure(EmbeddingSet real, EmbeddingSet drawn, Resampling resampling) {
        if (Math.min(real.size(), drawn.size()) <= K) {
            throw new IllegalArgumentException("precision and recall take more than " + K
                    + " pictures of each kind, got " + real.size() + " and " + drawn.size());
        }
        JavaPairRDD<Integer, double[]> realRadii =
                NearestNeighbours.radii(real, K).cache();
        JavaPairRDD<Integer, double[]> drawnRadii = NearestNeighbours.radii(drawn, K);
        List<Estimate> ofDrawn = RowMeans.of(
                drawn, holding(drawn, real, realRadii).mapValues(NeighbourBalls::inAnyAndHowMany), 2, resampling);
        JavaPairRDD<Integer, double[][]> covered =
                holding(real, drawn, drawnRadii).join(realRadii).mapValues(rows -> inAnyAndCovered(rows._1, rows._2));
        List<Estimate> ofReal = RowMeans.of(real, covered, 2, resampling);
        realRadii.unpersist();
        return List.of(
                PRECISION.at(ofDrawn.get(0).ofShare(drawn.size())),
                RECALL.at(ofReal.get(0).ofShare(real.size())),
                DENSITY.at(ofDrawn.get(1)),
                COVERAGE.at(ofReal.get(1).ofShare(real.size())));
    }

    /** For each row, how many balls of the other set hold it, and the nearest row there. */
    private static JavaPairRDD<Integer, Held[]> holding(
            EmbeddingSet rows, EmbeddingSet centres, JavaPairRDD<Integer, double[]> radii) {
        return centres.byIndex()
                .join(radii)
                .values()
                .cartesian(rows.blocks())
                .mapToPair(pair -> new Tuple2<>(pair._2.index(), holding(pair._2, pair._1._1, pair._1._2)))
                .reduceByKey(NeighbourBalls::together);
    }

    private static Held[] holding(EmbeddingBlock rows, EmbeddingBlock centres, double[] radii) {
        BlockCosines cosines = new BlockCosines(centres);
        Held[] held = new Held[rows.rows()];
        for (int i = 0; i < held.length; i++) {
            double[] row = cosines.to(rows.vectors()[i]);
            int balls = 0;
            double nearest = Double.NEGATIVE_INFINITY;
            for (int j = 0; j < row.length; j++) {
                if (rows.group(i) != centres.group(j)) {
                    balls += row[j] >= radii[j] ? 1 : 0;
                    nearest = Math.max(nearest, row[j]);
                }
            }
            held[i] = new Held(balls, nearest);
        }
        return held;
    }

    private static Held[] together(Held[] a, Held[] b) {
        Held[] together = new Held[a.length];
        Arrays.setAll(together, i -> new Held(a[i].balls + b[i].balls, Math.max(a[i].nearest, b[i].nearest)));
        return together;
    }

    private static double[][] inAnyAndHowMany(Held[] rows) {
        return Arrays.stream(rows)
                .map(row -> new double[] {row.inAny(), (double) row.balls / K})
                .toArray(double[][]::new);
    }

    private static double[][] inAnyAndCovered(Held[] rows, double[] radii) {
        double[][] values = new double[rows.length][];
        Arrays.setAll(values, i -> new double[] {rows[i].inAny(), rows[i].nearest >= radii[i] ? 1 : 0});
        return values;
    }

    /**
     * What a row has of the other set.
     *
     * @param balls that hold it
     * @param nearest cosine to the nearest row
     */
    private record Held(int balls, double nearest) implements Serializable {
        double inAny() {
            return balls > 0 ? 1 : 0;
        }
    }
}
