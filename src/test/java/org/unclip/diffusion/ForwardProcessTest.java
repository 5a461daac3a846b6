package org.unclip.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.unclip.random.KeyedRandom;

class ForwardProcessTest {
    private static final NoiseSchedule SCHEDULE = NoiseSchedule.cosine(8);
    private static final LossWeight MIN_SNR = new LossWeight(LossWeight.Kind.MIN_SNR, 5, 1);

    /** An x0-predicting process makes the data its target, so each row must solve for noise of unit variance. */
    @Test
    void rowsAreTheirDataPlusUnitNoiseAtTheirOwnLevel() {
        int examples = 4000;
        int size = 16;
        float[][] x0 = new float[examples][size];
        for (int b = 0; b < examples; b++) {
            Arrays.fill(x0[b], b % 3 - 1);
        }
        ForwardProcess process = new ForwardProcess(SCHEDULE, Prediction.X0, MIN_SNR);
        ForwardProcess.NoisedBatch batch = process.noised(x0, KeyedRandom.of(3, "noise"));
        double[] squares = new double[8];
        int[] counts = new int[8];
        for (int b = 0; b < examples; b++) {
            NoiseLevel level = SCHEDULE.level(batch.timesteps()[b]);
            counts[batch.timesteps()[b]]++;
            assertEquals(MIN_SNR.at(level, Prediction.X0), batch.weights()[b], 1e-6);
            for (int i = b * size; i < (b + 1) * size; i++) {
                assertEquals(x0[b][0], batch.target()[i]);
                double eps = (batch.xT()[i] - level.signal() * x0[b][0]) / level.noise();
                squares[batch.timesteps()[b]] += eps * eps;
            }
        }
        for (int t = 0; t < 8; t++) {
            assertEquals(examples / 8.0, counts[t], 100, "timesteps are drawn uniformly");
            assertEquals(1.0, squares[t] / counts[t] / size, 0.07);
        }
    }

    @Test
    void sameRandomnessMakesTheSameBatchWhateverIsPredicted() {
        float[][] x0 = {{0.5f, -0.5f}, {1f, 0f}, {-1f, 0.25f}};
        ForwardProcess.NoisedBatch ofEps =
                new ForwardProcess(SCHEDULE, Prediction.EPSILON, MIN_SNR).noised(x0, KeyedRandom.of(3, "noise", 7));
        ForwardProcess.NoisedBatch ofV =
                new ForwardProcess(SCHEDULE, Prediction.V, MIN_SNR).noised(x0, KeyedRandom.of(3, "noise", 7));
        assertArrayEquals(ofEps.timesteps(), ofV.timesteps());
        assertArrayEquals(ofEps.xT(), ofV.xT());
        for (int i = 0; i < 6; i++) {
            NoiseLevel level = SCHEDULE.level(ofEps.timesteps()[i / 2]);
            float x = x0[i / 2][i % 2];
            float eps = ofEps.target()[i];
            assertEquals(level.signal() * x + level.noise() * eps, ofEps.xT()[i], 1e-6);
            assertEquals(level.signal() * eps - level.noise() * x, ofV.target()[i], 1e-6);
        }
        assertTrue(Arrays.stream(ofEps.timesteps()).distinct().count() > 1);
    }
}
