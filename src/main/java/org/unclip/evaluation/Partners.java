package org.unclip.evaluation;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaPairRDD;
import scala.Tuple2;

/** How similar rows are to their partners in another set: the rows of the same group. A task holds a group's rows. */
final class Partners {
    /** In what {@link #cosines} gives of a row: the largest of its cosines. */
    static final int LARGEST = 0;

    /** The sum of its cosines. */
    static final int SUM = 1;

    /** The number of its partners. */
    static final int COUNT = 2;

    private Partners() {}

    /**
     * Of each row {@code {largest, sum, count}} over its partners' cosines.
     *
     * @return by block of {@code set}, {@code [rows][3]}; reading it throws IllegalArgumentException if a row has no
     *     partner
     */
    static JavaPairRDD<Integer, double[][]> cosines(EmbeddingSet set, EmbeddingSet partners) {
        return byGroup(set)
                .cogroup(byGroup(partners))
                .flatMapToPair(group -> compared(group._2._1, group._2._2))
                .groupByKey(set.blocks().getNumPartitions())
                .mapValues(Partners::inOrder);
    }

    private static JavaPairRDD<Long, Placed> byGroup(EmbeddingSet set) {
        return set.blocks().flatMapToPair(block -> IntStream.range(0, block.rows())
                .mapToObj(row -> new Tuple2<>(
                        block.group(row), new Placed(block.index(), row, block.keys()[row], block.vectors()[row])))
                .iterator());
    }

    private static Iterator<Tuple2<Integer, Compared>> compared(Iterable<Placed> rows, Iterable<Placed> partners) {
        List<Placed> sorted = new ArrayList<>();
        partners.forEach(sorted::add);
        sorted.sort(Comparator.comparing(Placed::block).thenComparing(Placed::row));
        List<Tuple2<Integer, Compared>> compared = new ArrayList<>();
        for (Placed row : rows) {
            if (sorted.isEmpty()) {
                throw new IllegalArgumentException(row.key() + " has no partner in the other set");
            }
            double largest = -1;
            double sum = 0;
            for (Placed partner : sorted) {
                double cosine = Embeddings.dot(row.vector(), partner.vector());
                largest = Math.max(largest, cosine);
                sum += cosine;
            }
            compared.add(
                    new Tuple2<>(row.block(), new Compared(row.row(), new double[] {largest, sum, sorted.size()})));
        }
        return compared.iterator();
    }

    private static double[][] inOrder(Iterable<Compared> rows) {
        List<Compared> sorted = new ArrayList<>();
        rows.forEach(sorted::add);
        sorted.sort(Comparator.comparing(Compared::row));
        return sorted.stream().map(Compared::values).toArray(double[][]::new);
    }

    private record Placed(int block, int row, String key, float[] vector) implements Serializable {}

    private record Compared(int row, double[] values) implements Serializable {}
}
