package org.unclip.training.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.unclip.config.ExitCode;
import org.unclip.config.UserError;

final class ClusterConfigTest {
    @Test
    void ranksWithoutMicroBatchesAreRefused() {
        assertRefused("cluster.ranks is 16", config(Optional.of(16), 1));
    }

    @Test
    void fewestRanksWithoutMicroBatchesAreRefused() {
        assertRefused("cluster.minRanks is 9", config(Optional.empty(), 9));
    }

    @Test
    void rankForEachMicroBatchIsAllowed() {
        config(Optional.of(8), 8).requireWithin(8);
    }

    private static void assertRefused(String value, ClusterConfig config) {
        UserError error = assertThrows(UserError.class, () -> config.requireWithin(8));

        assertEquals(ExitCode.FATAL, error.exitCode());
        assertEquals(
                value
                        + ", but must be at most training.microBatches = 8: lower it, or raise microBatches, which changes"
                        + " the result.",
                error.getMessage());
    }

    private static ClusterConfig config(Optional<Integer> ranks, int minRanks) {
        return new ClusterConfig(ranks, minRanks, 60, 15, 60, 20, 2, 0, false);
    }
}
