package org.unclip.paramserver;

import java.util.List;
import org.unclip.paramserver.PartialSums.Part;

/**
 * The only rank of a training, which owns everything.
 *
 * @param slices one slice
 */
public record Alone(SliceMap slices) implements Peers {
    /** The only rank of a training of so many parameters. */
    public static Alone of(int length) {
        return new Alone(new SliceMap(length, 1));
    }

    @Override
    public int rank() {
        return 0;
    }

    @Override
    public int count() {
        return 1;
    }

    @Override
    public List<Part> reduce(long step, List<Part> mine) {
        return mine;
    }

    @Override
    public List<double[]> gather(long step, double[] mine) {
        return List.of(mine);
    }

    @Override
    public float[] publish(Whole vector, long step, float[] mine) {
        return mine;
    }

    @Override
    public void leave() {
        // nobody needs this rank
    }

    @Override
    public void close() {
        // there is nobody to hang up on
    }
}
