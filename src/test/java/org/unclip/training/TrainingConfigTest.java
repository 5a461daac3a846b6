package org.unclip.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.unclip.paramserver.AdamConfig;
import org.unclip.paramserver.EmaConfig;
import org.unclip.paramserver.PushConfig;

final class TrainingConfigTest {
    @Test
    void dealsTheBatchOutEvenly() {
        assertEquals(16, config(64, 4, 0.001, 1).microBatchSize());
    }

    @Test
    void refusesWhatCannotBeTrained() {
        assertRefused("microBatches must be a power of two, got 6", 60, 6, 0.001, 1);
        assertRefused("batchSize must be a multiple of microBatches = 8, got 60", 60, 8, 0.001, 1);
        assertRefused("learningRate must be above 0 and at most 1, got NaN", 64, 8, Double.NaN, 1);
        assertRefused("gradientClip must be above 0, got 0.0", 64, 8, 0.001, 0);
    }

    private static void assertRefused(String message, int batchSize, int microBatches, double rate, double clip) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> config(batchSize, microBatches, rate, clip))
                        .getMessage());
    }

    private static TrainingConfig config(int batchSize, int microBatches, double rate, double clip) {
        AdamConfig adam = new AdamConfig(0.9, 0.99, 1e-8, 0.01);
        EmaConfig ema = new EmaConfig(0.99, true);
        return new TrainingConfig(
                100,
                batchSize,
                microBatches,
                rate,
                10,
                0.05,
                adam,
                clip,
                ema,
                50,
                2,
                50,
                50,
                10,
                TrainingConfig.Server.SHARDED,
                PushConfig.EXACT);
    }
}
