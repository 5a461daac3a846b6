package org.unclip.job.bench;

import java.io.Serializable;
import org.unclip.config.UserError;
import org.unclip.paramserver.ReductionTree;
import org.unclip.paramserver.SliceMap;

/**
 * An exchange to be timed.
 *
 * @param parameters of the flat vector
 * @param ranks processes that share it
 * @param steps that are timed, after {@link #WARM_UP} that are not
 * @param threads of each rank for its arithmetic
 * @param encrypt whether ranks encrypt what they send
 */
public record ExchangePlan(int parameters, int ranks, int steps, int threads, boolean encrypt) implements Serializable {
    /** Steps before the first that is timed: the just-in-time compiler and the sockets' buffers settle. */
    static final int WARM_UP = 5;

    private static final int FEWEST_MICRO_BATCHES = 8;
    private static final int MOST_RANKS = 64;
    private static final long BYTES_BESIDE_VECTORS = 256L << 20;
    private static final double ROOM = 1.25; // arrays of hundreds of megabytes leave gaps between them

    /** Throws {@link UserError} for a value out of its range. */
    public ExchangePlan {
        StepBench.requirePositive("--params", parameters);
        StepBench.requirePositive("--steps", steps);
        if (ranks < 1 || ranks > MOST_RANKS) {
            throw UserError.of("--ranks", ranks, "1 to " + MOST_RANKS, "each is a process of this machine");
        }
    }

    /** One thread of arithmetic for each core that a rank has for itself. */
    public static ExchangePlan of(int parameters, int ranks, int steps, boolean encrypt) {
        int cores = Runtime.getRuntime().availableProcessors();
        return new ExchangePlan(parameters, ranks, steps, Math.max(1, cores / Math.max(1, ranks)), encrypt);
    }

    /** The step's tree: 8 micro-batches, or as many as it needs for each rank to have one. */
    ReductionTree tree() {
        return new ReductionTree(Math.max(FEWEST_MICRO_BATCHES, Integer.highestOneBit(2 * ranks - 1)));
    }

    SliceMap slices() {
        return new SliceMap(parameters, ranks);
    }

    /** Java heap that a rank needs, megabytes of 2²⁰ bytes. */
    long heapMebibytes(int rank) {
        long bytes = RankBytes.of(slices(), tree(), rank).total();
        return (long) (ROOM * bytes + BYTES_BESIDE_VECTORS) >> 20;
    }
}
