package org.unclip.evaluation;

import java.util.Arrays;
import org.apache.spark.api.java.JavaPairRDD;
import scala.Tuple2;

/** Nearest neighbours, of all rows, a pair of blocks at a time. */
final class NearestNeighbours {
    private NearestNeighbours() {}

    /** Of each row the nearest row of another set: by block, in the order of its rows. */
    static JavaPairRDD<Integer, Nearest[]> across(EmbeddingSet queries, EmbeddingSet candidates) {
        return queries.blocks()
                .cartesian(candidates.blocks())
                .mapToPair(pair -> new Tuple2<>(pair._1.index(), nearest(pair._1, pair._2)))
                .reduceByKey(NearestNeighbours::nearer);
    }

    /** Of each row the cosine to the k-th nearest other row of its set: by block, in the order of its rows. */
    static JavaPairRDD<Integer, double[]> radii(EmbeddingSet set, int k) {
        return set.blocks()
                .cartesian(set.blocks())
                .mapToPair(pair -> new Tuple2<>(pair._1.index(), largest(pair._1, pair._2, k)))
                .reduceByKey((a, b) -> larger(a, b, k))
                .mapValues(cosines ->
                        Arrays.stream(cosines).mapToDouble(row -> row[0]).toArray());
    }

    private static Nearest[] nearest(EmbeddingBlock queries, EmbeddingBlock candidates) {
        BlockCosines cosines = new BlockCosines(candidates);
        Nearest[] nearest = new Nearest[queries.rows()];
        for (int i = 0; i < nearest.length; i++) {
            double[] row = cosines.to(queries.vectors()[i]);
            int best = 0;
            for (int j = 1; j < row.length; j++) {
                best = row[j] > row[best] ? j : best; // keys are sorted: the first of equals stays
            }
            nearest[i] = new Nearest(queries.keys()[i], candidates.keys()[best], row[best]);
        }
        return nearest;
    }

    private static Nearest[] nearer(Nearest[] a, Nearest[] b) {
        Nearest[] nearer = new Nearest[a.length];
        Arrays.setAll(nearer, row -> Nearest.nearer(a[row], b[row]));
        return nearer;
    }

    /** The k largest cosines of each row to others of the set, ascending, filled up with -∞ in front. */
    private static double[][] largest(EmbeddingBlock queries, EmbeddingBlock candidates, int k) {
        BlockCosines cosines = new BlockCosines(candidates);
        double[][] largest = new double[queries.rows()][k];
        for (int i = 0; i < largest.length; i++) {
            Arrays.fill(largest[i], Double.NEGATIVE_INFINITY);
            double[] row = cosines.to(queries.vectors()[i]);
            for (int j = 0; j < row.length; j++) {
                boolean itself = queries.index() == candidates.index() && i == j;
                if (!itself && row[j] > largest[i][0]) {
                    insert(row[j], largest[i]);
                }
            }
        }
        return largest;
    }

    private static double[][] larger(double[][] a, double[][] b, int k) {
        double[][] larger = new double[a.length][];
        for (int row = 0; row < a.length; row++) {
            larger[row] = a[row].clone();
            for (int i = k - 1; i >= 0 && b[row][i] > larger[row][0]; i--) {
                insert(b[row][i], larger[row]);
            }
        }
        return larger;
    }

    /** Puts a value above the smallest in its place, which drops that. */
    private static void insert(double value, double[] ascending) {
        int at = 0;
        while (at + 1 < ascending.length && ascending[at + 1] < value) {
            ascending[at] = ascending[at + 1];
            at++;
        }
        ascending[at] = value;
    }
}
