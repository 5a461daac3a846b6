package org.unclip.paramserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SliceMapTest {
    @ParameterizedTest
    @CsvSource({"1, 1", "3217603, 1", "3217603, 2", "3217603, 3", "666176, 4", "65536, 4", "100, 3", "2147483647, 128"})
    void slicesCoverTheVectorWithoutGapsInWholeBlocks(int length, int ranks) {
        SliceMap slices = new SliceMap(length, ranks);
        int end = 0;
        for (int rank = 0; rank < ranks; rank++) {
            assertEquals(end, slices.from(rank));
            assertTrue(slices.size(rank) == 0 || slices.from(rank) % Chunks.SIZE == 0);
            end = slices.end(rank);
        }
        assertEquals(length, end);
    }

    @Test
    void slicesDifferByAtMostABlock() {
        SliceMap slices = new SliceMap(10 * Chunks.SIZE, 4);

        assertEquals(3 * Chunks.SIZE, slices.size(0));
        assertEquals(3 * Chunks.SIZE, slices.size(1));
        assertEquals(2 * Chunks.SIZE, slices.size(2));
        assertEquals(2 * Chunks.SIZE, slices.size(3));
    }

    @Test
    void ranksBeyondTheBlocksOwnNothing() {
        SliceMap slices = new SliceMap(Chunks.SIZE + 1, 3);

        assertEquals(0, slices.size(2));
        assertThrows(IllegalArgumentException.class, () -> new SliceMap(1, 0));
    }
}
