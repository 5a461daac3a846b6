package org.unclip.training.dl4j;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.unclip.training.TrainingConfig;

/** Of a training of 200 steps of 4 micro-batches, 2 an executor. */
final class RoundRateTest {
    private static final TrainingConfig TRAINING = TinyRegression.CONFIG;

    @Test
    void updateHasItsShareOfTheStepsRate() {
        RoundRate first = new RoundRate(TRAINING, 0, 2);

        assertEquals(TRAINING.schedule().at(0) / 4, first.valueAt(0, 0), 1e-15);
        assertEquals(TRAINING.schedule().at(0) / 4, first.valueAt(1, 0), 1e-15);
        assertEquals(TRAINING.schedule().at(50) / 4, first.valueAt(100, 0), 1e-15);
    }

    @Test
    void laterRoundCorrectsAdamAsIfItHadGoneOn() {
        RoundRate whole = new RoundRate(TRAINING, 0, 2);
        RoundRate second = new RoundRate(TRAINING, 20, 2);

        for (int update = 0; update < 50; update++) {
            assertEquals(
                    whole.valueAt(40 + update, 0) * adam(40 + update), second.valueAt(update, 0) * adam(update), 1e-15);
        }
    }

    @Test
    void updatesBehindTheLastStepHaveItsRate() {
        RoundRate rate = new RoundRate(TRAINING, 0, 2);

        assertEquals(TRAINING.schedule().at(199) / 4, rate.valueAt(500, 0), 1e-15);
    }

    /** What ND4J's Adam multiplies the rate by. */
    private static double adam(int iteration) {
        double updates = iteration + 1.0;
        return Math.sqrt(1 - Math.pow(TRAINING.adam().beta2(), updates))
                / (1 - Math.pow(TRAINING.adam().beta1(), updates));
    }
}
