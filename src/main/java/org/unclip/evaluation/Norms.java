package org.unclip.evaluation;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/**
 * Smallest, mean and largest of the norms of vectors. The sum is exact, so that the order in which they come does not
 * matter.
 *
 * @param count of vectors
 * @param smallest norm; infinite of none
 * @param largest norm; 0 of none
 * @param sum of all norms
 */
record Norms(long count, double smallest, double largest, BigDecimal sum) implements Serializable {
    static final Norms NONE = new Norms(0, Double.POSITIVE_INFINITY, 0, BigDecimal.ZERO);

    private static final String MEANING = "over all finite vectors of all rows; CLIP scales each to a norm of 1.";
    private static final String CANNOT_TELL = "Anything about directions, which are all that a cosine looks at.";

    /** With one more vector, whose norm is finite. */
    Norms with(double norm) {
        return plus(new Norms(1, norm, norm, new BigDecimal(norm)));
    }

    Norms plus(Norms other) {
        return new Norms(
                count + other.count,
                Math.min(smallest, other.smallest),
                Math.max(largest, other.largest),
                sum.add(other.sum));
    }

    double mean() {
        return sum.divide(BigDecimal.valueOf(count), MathContext.DECIMAL128).doubleValue();
    }

    /** {@code KEY-min}, {@code KEY-mean} and {@code KEY-max}; nothing of no vectors. */
    List<Metric> metrics(String key, String name) {
        return count == 0
                ? List.of()
                : List.of(
                        metric(key + "-min", name + ", smallest", smallest),
                        metric(key + "-mean", name + ", mean", mean()),
                        metric(key + "-max", name + ", largest", largest));
    }

    private static Metric metric(String key, String name, double value) {
        return new Metric(key, name, value, null, null, Metric.Better.NEITHER, name + ", " + MEANING, CANNOT_TELL);
    }

    /** Of one vector, in double; not finite exactly if one of its values is not. */
    static double of(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares);
    }
}
