package org.unclip.training.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.unclip.config.ExitCode;
import org.unclip.config.UserError;
import org.unclip.training.RanksLostException;

final class ResubmissionsTest {
    private final List<String> said = new ArrayList<>();
    private final Resubmissions resubmissions =
            new Resubmissions(new ClusterConfig(Optional.empty(), 1, 60, 15, 60, 20, 2, 0, false), said::add);

    @Test
    void givesUpAfterTooManyInARow() {
        resubmissions.next(lost(null), false);
        resubmissions.next(lost(null), false);

        UserError given = assertThrows(UserError.class, () -> resubmissions.next(lost(null), false));
        assertEquals(ExitCode.CLUSTER_LOST, given.exitCode());
        assertEquals(
                "Rank 1 was lost. Gave up after 3 failed attempts in a row: mend that and run the same command again, or"
                        + " raise cluster.resubmissions.",
                given.getMessage());
        assertEquals("Rank 1 was lost. Trying again in 0 s (2 of 2).", said.get(1));
    }

    @Test
    void newCheckpointLetsTheCountingBeginAnew() {
        for (int i = 0; i < 10; i++) {
            resubmissions.next(lost(null), true);
        }

        assertEquals(10, said.size());
    }

    @Test
    void faultOfTheStorageKeepsItsExitCode() {
        UserError full = UserError.retry("The disk is full.", null);
        resubmissions.next(lost(full), false);
        resubmissions.next(lost(full), false);

        assertEquals(
                ExitCode.RETRY,
                assertThrows(UserError.class, () -> resubmissions.next(lost(full), false))
                        .exitCode());
    }

    private static RanksLostException lost(UserError cause) {
        return new RanksLostException("Rank 1 was lost", cause);
    }
}
