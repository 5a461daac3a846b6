package org.unclip.job.bench;

import java.util.Locale;
import org.unclip.paramserver.ReductionTree;
import org.unclip.paramserver.SliceMap;

/**
 * Bytes of the vectors that a rank holds while it trains.
 *
 * <p>What it owns is sharded, and falls as 1/N: the slice's parameters, Adam's two moments, the average, and the other
 * ranks' gradients of the slice. What it computes with is not: all parameters, and the sums of its own micro-batches.
 *
 * @param parameters of its slice
 * @param optimiser both moments of its slice
 * @param average of its slice
 * @param received the other ranks' partial sums of its slice
 * @param whole the parameters of the whole model as it received them; nothing for the only rank, which has them already
 * @param gradients the partial sums of its own micro-batches over the whole model
 */
public record RankBytes(long parameters, long optimiser, long average, long received, long whole, long gradients) {
    private static final double BYTES_PER_MB = 1e6;

    /** Of a rank of a training. */
    public static RankBytes of(SliceMap slices, ReductionTree tree, int rank) {
        long slice = (long) slices.size(rank) * Float.BYTES;
        long model = (long) slices.length() * Float.BYTES;
        int own = sums(tree, rank, slices.ranks());
        int all = 0;
        for (int other = 0; other < slices.ranks(); other++) {
            all += sums(tree, other, slices.ranks());
        }
        return new RankBytes(
                slice, 2 * slice, slice, (all - own) * slice, slices.ranks() == 1 ? 0 : model, own * model);
    }

    private static int sums(ReductionTree tree, int rank, int ranks) {
        return tree.cover(tree.firstOf(rank, ranks), tree.firstOf(rank + 1, ranks))
                .size();
    }

    /** What the rank alone holds of the training's state. */
    long state() {
        return parameters + optimiser + average;
    }

    long total() {
        return state() + received + whole + gradients;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%.1f MB of optimiser, %.1f MB of average, %.1f MB of parameters in its slice; %.1f MB with all it receives"
                        + " and computes with",
                optimiser / BYTES_PER_MB,
                average / BYTES_PER_MB,
                parameters / BYTES_PER_MB,
                total() / BYTES_PER_MB);
    }
}
