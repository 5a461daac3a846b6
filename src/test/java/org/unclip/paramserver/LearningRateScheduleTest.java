package org.unclip.paramserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

final class LearningRateScheduleTest {
    private final LearningRateSchedule schedule = new LearningRateSchedule(1e-3, 50, 1050, 0.05);

    @Test
    void warmsUpLinearlyToThePeak() {
        assertEquals(1e-3 / 50, schedule.at(0), 1e-15);
        assertEquals(5e-4, schedule.at(24), 1e-15);
        assertEquals(1e-3, schedule.at(49), 1e-15);
        assertEquals(1e-3, schedule.at(50), 1e-15);
    }

    @Test
    void fallsAlongACosineToTheFinalFraction() {
        assertEquals(1e-3 * (0.05 + 0.95 / 2), schedule.at(550), 1e-12);
        assertEquals(1e-3 * 0.05, schedule.at(1050), 1e-12);
    }

    @Test
    void constantWithoutWarmupAndDecay() {
        LearningRateSchedule constant = new LearningRateSchedule(0.1, 0, 10, 1);

        assertEquals(0.1, constant.at(0), 0);
        assertEquals(0.1, constant.at(9), 0);
    }

    @Test
    void refusesValuesOutOfRange() {
        assertEquals(
                "warmupSteps must be from 0 and below steps = 10, got 10",
                assertThrows(IllegalArgumentException.class, () -> new LearningRateSchedule(0.1, 10, 10, 1))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> new LearningRateSchedule(0, 0, 10, 1));
        assertThrows(IllegalArgumentException.class, () -> new LearningRateSchedule(0.1, 0, 10, 1.1));
        assertThrows(IllegalArgumentException.class, () -> new AdamConfig(1, 0.9, 1e-8, 0));
        assertThrows(IllegalArgumentException.class, () -> new AdamConfig(0.9, Double.NaN, 1e-8, 0));
        assertThrows(IllegalArgumentException.class, () -> new EmaConfig(1, true));
    }
}
