package org.unclip.evaluation;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;

/**
 * What a table's vectors are like before anything scales them: their norms, and how many rows nothing can be measured
 * with. One pass on executors; the driver gets these numbers.
 *
 * @param rows in all
 * @param notFinite rows with a NaN or an infinity
 * @param zero rows with a vector of norm 0, which has no direction
 * @param rowsByLength rows by the length of their vectors, {@value #MIXED} where these differ
 * @param pictures norms of the finite ones among the first vectors of the rows
 * @param texts norms of the finite ones among the others
 */
public record VectorCheck(
        long rows, long notFinite, long zero, Map<Integer, Long> rowsByLength, Norms pictures, Norms texts)
        implements Serializable {
    private static final int MIXED = -1;

    /**
     * Checks rows.
     *
     * @param rows each the vector of a picture and then those of its texts
     */
    public static VectorCheck of(JavaRDD<float[][]> rows) {
        VectorCheck none = new VectorCheck(0, 0, 0, Map.of(), Norms.NONE, Norms.NONE);
        return rows.treeAggregate(none, (check, row) -> check.plus(of(row)), VectorCheck::plus);
    }

    private static VectorCheck of(float[][] row) {
        double[] norms = Arrays.stream(row).mapToDouble(Norms::of).toArray();
        boolean finite = Arrays.stream(norms).allMatch(Double::isFinite);
        boolean zero = Arrays.stream(norms).anyMatch(norm -> norm == 0);
        return new VectorCheck(
                1,
                finite ? 0 : 1,
                zero ? 1 : 0,
                Map.of(lengthOf(row), 1L),
                norms(norms, 0, 1),
                norms(norms, 1, norms.length));
    }

    private static Norms norms(double[] norms, int from, int to) {
        return Arrays.stream(norms, from, to)
                .filter(Double::isFinite)
                .boxed()
                .reduce(Norms.NONE, Norms::with, Norms::plus);
    }

    private static int lengthOf(float[][] row) {
        int length = row[0].length;
        return Arrays.stream(row).allMatch(vector -> vector.length == length) ? length : MIXED;
    }

    private VectorCheck plus(VectorCheck other) {
        Map<Integer, Long> lengths = new TreeMap<>(rowsByLength);
        other.rowsByLength.forEach((length, count) -> lengths.merge(length, count, Long::sum));
        return new VectorCheck(
                rows + other.rows,
                notFinite + other.notFinite,
                zero + other.zero,
                lengths,
                pictures.plus(other.pictures),
                texts.plus(other.texts));
    }

    /** The length that most rows have, the larger of two; 0 if each mixes several. */
    public int length() {
        return rowsByLength.entrySet().stream()
                .filter(entry -> entry.getKey() != MIXED)
                .max(Map.Entry.<Integer, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse(0);
    }

    /** Rows with a vector of another length. */
    public long wrongLength() {
        return rows - rowsByLength.getOrDefault(length(), 0L);
    }

    /** Whether a row can be measured: a picture and at least one text, finite, not zero and of this length. */
    public static boolean isSound(float[][] row, int length) {
        return row.length > 1
                && lengthOf(row) == length
                && Arrays.stream(row).mapToDouble(Norms::of).allMatch(norm -> norm > 0 && Double.isFinite(norm));
    }

    /** {@code image-norm-min}, {@code -mean} and {@code -max}, and the same as {@code text-norm-…}. */
    public List<Metric> norms() {
        return Stream.concat(
                        pictures.metrics("image-norm", "Norm of picture embeddings").stream(),
                        texts.metrics("text-norm", "Norm of text embeddings").stream())
                .toList();
    }
}
