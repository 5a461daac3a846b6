package org.unclip.paramserver;

import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Which parameters of the flat vector weight decay applies to: matrices and kernels, not biases, gains or other
 * vectors. Immutable.
 */
public final class DecayRanges implements Serializable {
    private static final long serialVersionUID = 1;

    /** Parameters {@code [from, to)} of the flat vector. */
    public record Range(long from, long to) implements Serializable {}

    /** Receives a run of parameters that all decay or all do not. */
    @FunctionalInterface
    interface RunConsumer {
        void accept(int from, int to, boolean decays);
    }

    private final long[] bounds; // ascending: bounds[0] up to bounds[1] decays, from there to bounds[2] does not, ...

    private DecayRanges(long[] bounds) {
        this.bounds = bounds;
    }

    /**
     * Decay on these ranges, in any order, and on nothing else.
     *
     * @throws IllegalArgumentException if two ranges overlap or one ends before it begins
     */
    public static DecayRanges of(List<Range> decayed) {
        long[] bounds = decayed.stream()
                .sorted(Comparator.comparingLong(Range::from))
                .flatMapToLong(range -> LongStream.of(range.from(), range.to()))
                .toArray();
        for (int i = 1; i < bounds.length; i++) {
            if (bounds[i] < bounds[i - 1]) {
                throw new IllegalArgumentException("ranges overlap or end before they begin: " + decayed);
            }
        }
        return new DecayRanges(bounds);
    }

    /** Splits {@code [from, to)} of a slice that begins at {@code offset} into runs, from left to right. */
    void forEachRun(long offset, int from, int to, RunConsumer consumer) {
        int next = firstBoundAfter(offset + from);
        for (int at = from; at < to; next++) {
            int end = next < bounds.length ? (int) Math.min(to, bounds[next] - offset) : to;
            if (end > at) {
                consumer.accept(at, end, next % 2 == 1);
            }
            at = end;
        }
    }

    private int firstBoundAfter(long parameter) {
        int low = 0;
        int high = bounds.length;
        while (low < high) {
            int middle = (low + high) / 2;
            if (bounds[middle] > parameter) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
