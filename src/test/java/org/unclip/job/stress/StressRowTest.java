package org.unclip.job.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class StressRowTest {
    private static final Disturbance DISTURBANCE =
            new Disturbance(7, StressedModel.UNET, 3, Fault.WORKER_KILLED, 5, 0.5, 1);
    private static final StressRow EQUAL = new StressRow(
            DISTURBANCE,
            Optional.of("step 5 + 0.42 s"),
            3,
            2,
            OptionalDouble.of(9.26),
            1,
            Optional.of(true),
            Optional.empty());
    private static final StressRow DIFFERENT = new StressRow(
            DISTURBANCE,
            Optional.of("step 5 + 0.42 s"),
            3,
            3,
            OptionalDouble.empty(),
            2,
            Optional.of(false),
            Optional.empty());
    private static final StressRow FAILED = new StressRow(
            DISTURBANCE,
            Optional.empty(),
            0,
            0,
            OptionalDouble.empty(),
            1,
            Optional.empty(),
            Optional.of("FAILED: not through after 300 s; see driver.log"));

    @Test
    void rowSaysWhatHappenedAndHowItEnded() {
        assertEquals(
                "7 U-Net worker and executor killed step 5 + 0.42 s 3 2 9.3 s 1 equal",
                withSingleBlanks(EQUAL.words()));
    }

    @Test
    void whatIsUnknownIsADash() {
        assertEquals(
                "7 U-Net worker and executor killed - - - - 1 - FAILED: not through after 300 s; see driver.log",
                withSingleBlanks(FAILED.words()));
    }

    @Test
    void columnsStandBelowTheirHeadings() {
        assertEquals(StressRow.heading().indexOf("when"), EQUAL.words().indexOf("step 5"));
        assertEquals(StressRow.heading().indexOf("digest"), EQUAL.words().indexOf("equal"));
    }

    @Test
    void summaryCountsSurvivorsAndEqualDigests() {
        assertEquals("survived 2 of 3, digests equal 1 of 3", StressRow.summary(List.of(EQUAL, DIFFERENT, FAILED)));
        assertTrue(DIFFERENT.survived());
        assertFalse(FAILED.survived());
    }

    private static String withSingleBlanks(String words) {
        return words.strip().replaceAll(" +", " ");
    }
}
