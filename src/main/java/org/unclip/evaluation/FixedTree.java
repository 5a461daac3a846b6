package org.unclip.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import scala.Tuple2;

/**
 * Sums of vectors along a tree that their numbers alone decide: wherever the parts were made and in whichever order they
 * arrive, the sum is the same bit for bit. A task holds the up to 16 vectors below a node of the tree.
 */
final class FixedTree {
    private static final int FAN_IN = 16;

    private FixedTree() {}

    /**
     * Adds up.
     *
     * @param parts by (which sum, which part of it); parts may be missing
     * @param end above the number of every part
     * @return the sums by their number
     */
    static JavaPairRDD<Integer, double[]> sums(JavaPairRDD<Tuple2<Integer, Long>, double[]> parts, long end) {
        JavaPairRDD<Tuple2<Integer, Long>, double[]> level = parts;
        for (long width = end; width > 1; width = (width + FAN_IN - 1) / FAN_IN) {
            level = level.mapToPair(part -> new Tuple2<>(
                            new Tuple2<>(part._1._1, part._1._2 / FAN_IN), new Tuple2<>(part._1._2, part._2)))
                    .groupByKey()
                    .mapValues(FixedTree::sum);
        }
        return level.mapToPair(sum -> new Tuple2<>(sum._1._1, sum._2));
    }

    private static double[] sum(Iterable<Tuple2<Long, double[]>> children) {
        List<Tuple2<Long, double[]>> sorted = new ArrayList<>();
        children.forEach(sorted::add);
        sorted.sort(Comparator.comparing(Tuple2::_1));
        double[] sum = sorted.get(0)._2.clone();
        for (Tuple2<Long, double[]> child : sorted.subList(1, sorted.size())) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += child._2[i];
            }
        }
        return sum;
    }
}
