package org.unclip.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.factory.Nd4j;

class RespacingTest {
    private static final NoiseSchedule FULL = NoiseSchedule.cosine(1000);

    @ParameterizedTest
    @ValueSource(ints = {2, 15, 27, 64, 250, 999, 1000})
    void visitsRisingTimestepsFromFirstToLastAtTheirLevels(int steps) {
        Respacing respacing = Respacing.even(FULL, steps);
        int[] timesteps = respacing.timesteps();
        assertEquals(0, timesteps[0]);
        assertEquals(999, timesteps[steps - 1]);
        assertArrayEquals(IntStream.of(timesteps).sorted().distinct().toArray(), timesteps);
        for (int i = 0; i < steps; i++) {
            assertEquals(FULL.alphaBar(timesteps[i]), respacing.schedule().alphaBar(i));
        }
    }

    @Test
    void asManyStepsAsTheScheduleHasIsTheScheduleItself() {
        NoiseSchedule same = Respacing.even(FULL, 1000).schedule();
        for (int t = 0; t < 1000; t++) {
            assertEquals(FULL.beta(t), same.beta(t), 1e-12);
            assertEquals(FULL.posteriorVariance(t), same.posteriorVariance(t), 1e-12);
        }
    }

    @Test
    void oneStepIsFromTheLastTimestep() {
        assertArrayEquals(new int[] {999}, Respacing.even(FULL, 1).timesteps());
    }

    @Test
    void modelIsToldItsTrainingTimestep() {
        List<Integer> told = new ArrayList<>();
        Denoiser model = (xT, t) -> {
            told.add(t);
            return xT;
        };
        Denoiser respaced = Respacing.even(FULL, 4).denoiser(model);
        for (int i = 3; i >= 0; i--) {
            respaced.predict(Nd4j.zeros(1, 1), i);
        }
        assertEquals(List.of(999, 666, 333, 0), told);
    }

    @Test
    void moreStepsThanTheScheduleHasAreRejected() {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> Respacing.even(NoiseSchedule.cosine(100), 250));
        assertEquals("steps must be between 1 and the schedule's 100, got 250", e.getMessage());
    }
}
