package org.unclip.job.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.unclip.paramserver.Chunks;
import org.unclip.paramserver.ReductionTree;
import org.unclip.paramserver.ShardState;
import org.unclip.paramserver.SliceMap;

final class RankBytesTest {
    private static final int PARAMETERS = 8 * Chunks.SIZE;
    private static final ReductionTree TREE = new ReductionTree(8);

    @Test
    void stateIsThatOfTheArrays() {
        for (int ranks = 1; ranks <= 4; ranks++) {
            SliceMap slices = new SliceMap(PARAMETERS - 5, ranks);
            for (int rank = 0; rank < ranks; rank++) {
                ShardState state = ShardState.initial(slices.from(rank), new float[slices.size(rank)]);
                long floats = (long) state.parameters().length
                        + state.firstMoment().length
                        + state.secondMoment().length
                        + state.ema().length;

                assertEquals(
                        Float.BYTES * floats, RankBytes.of(slices, TREE, rank).state());
            }
        }
    }

    @Test
    void stateFallsWithTheNumberOfRanks() {
        for (int ranks : new int[] {1, 2, 4, 8}) {
            RankBytes bytes = RankBytes.of(new SliceMap(PARAMETERS, ranks), TREE, ranks - 1);

            assertEquals(8L * PARAMETERS / ranks, bytes.optimiser());
            assertEquals(4L * PARAMETERS / ranks, bytes.average());
            assertEquals(4L * PARAMETERS / ranks, bytes.parameters());
        }
    }

    @Test
    void whatIsComputedWithDoesNotFall() {
        RankBytes two = RankBytes.of(new SliceMap(PARAMETERS, 2), TREE, 0);
        RankBytes four = RankBytes.of(new SliceMap(PARAMETERS, 4), TREE, 0);

        assertEquals(4L * PARAMETERS, two.whole());
        assertEquals(two.whole(), four.whole());
        assertEquals(two.gradients(), four.gradients());
    }
}
