package org.unclip.job.bench;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/** The middle of measurements, which a few disturbed ones do not move. */
final class Median {
    private Median() {}

    /** Of one value or more. */
    static double of(DoubleStream values) {
        double[] sorted = values.toArray();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
