package org.unclip.data.shard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.unclip.data.shard.EpochOrder.Blocks;

class EpochOrderTest {
    @Test
    void everyRecordIsDeliveredOnceWhateverTheSizes() {
        for (int records = 1; records <= 40; records++) {
            for (int block = 1; block <= Math.min(records, 7); block++) {
                for (int window = 1; window <= 4; window++) {
                    List<Integer> order = epoch(new Blocks(records, block, window), 3);
                    assertEquals(records, order.size());
                    assertEquals(records, Set.copyOf(order).size());
                }
            }
        }
    }

    @Test
    void epochsAndStreamsHaveDifferentOrders() {
        Blocks blocks = new Blocks(100, 10, 3);
        assertEquals(epoch(blocks, 0), epoch(blocks, 0));
        assertNotEquals(epoch(blocks, 0), epoch(blocks, 1));
    }

    @Test
    void neighboursOfTheShardAreScattered() {
        List<Integer> order = epoch(new Blocks(1000, 10, 8), 0);
        int neighbours = 0;
        for (int i = 1; i < order.size(); i++) {
            neighbours += Math.abs(order.get(i) - order.get(i - 1)) == 1 ? 1 : 0;
        }
        assertTrue(neighbours < 60, neighbours + " of 1000 follow a neighbour");
    }

    @Test
    void aRecordsPlaceInTheEpochIsUniform() {
        // The mean place of one record over many epochs: half of the shard, give or take four standard errors.
        Blocks blocks = new Blocks(50, 4, 2);
        double sum = 0;
        int epochs = 2000;
        for (int epoch = 0; epoch < epochs; epoch++) {
            sum += epoch(blocks, epoch).indexOf(17);
        }
        assertEquals(24.5, sum / epochs, 4 * 50 / Math.sqrt(12.0 * epochs));
    }

    private static List<Integer> epoch(Blocks blocks, long epoch) {
        EpochOrder order = new EpochOrder(9, 1, epoch, blocks);
        List<Integer> delivered = new ArrayList<>();
        for (int window = 0; delivered.size() < blocks.records(); window++) {
            List<Integer> loaded = new ArrayList<>();
            for (int block : order.blocks(window)) {
                for (int i = 0; i < blocks.size(block); i++) {
                    loaded.add((order.firstRecord(block) + i) % blocks.records());
                }
            }
            for (int index : order.order(window)) {
                delivered.add(loaded.get(index));
            }
            assertEquals(delivered.size(), new HashSet<>(delivered).size());
        }
        return delivered;
    }
}
