package org.unclip.diffusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LossWeightTest {
    @ParameterizedTest
    @ValueSource(doubles = {1e-6, 0.1, 0.5, 0.8, 0.9, 0.9999})
    void simpleCountsEveryLevelAlike(double alphaBar) {
        LossWeight weight = new LossWeight(LossWeight.Kind.SIMPLE, 5, 1);
        for (Prediction prediction : Prediction.values()) {
            assertEquals(1.0, weight.at(new NoiseLevel(alphaBar), prediction));
        }
    }

    /** Hang et al. 2023, section 3.4 and its released code. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-6, 0.1, 0.5, 0.8, 0.9, 0.9999})
    void minSnrIsThePapersForEachPrediction(double alphaBar) {
        LossWeight weight = new LossWeight(LossWeight.Kind.MIN_SNR, 5, 1);
        NoiseLevel level = new NoiseLevel(alphaBar);
        double snr = alphaBar / (1 - alphaBar);
        assertEquals(Math.min(snr, 5), weight.at(level, Prediction.X0), 1e-12);
        assertEquals(Math.min(1, 5 / snr), weight.at(level, Prediction.EPSILON), 1e-12);
        assertEquals(Math.min(snr, 5) / (snr + 1), weight.at(level, Prediction.V), 1e-12);
    }

    /** Choi et al. 2022, eq. 8, and the same loss expressed as an error of x0 and of v. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-6, 0.1, 0.5, 0.8, 0.9, 0.9999})
    void p2IsThePapersForNoiseAndTheSameLossForTheOthers(double alphaBar) {
        LossWeight weight = new LossWeight(LossWeight.Kind.P2, 0.5, 2);
        NoiseLevel level = new NoiseLevel(alphaBar);
        double snr = alphaBar / (1 - alphaBar);
        double onEps = 1 / Math.sqrt(2 + snr);
        assertEquals(onEps, weight.at(level, Prediction.EPSILON), 1e-12);
        assertEquals(onEps * snr, weight.at(level, Prediction.X0), 1e-9);
        assertEquals(onEps * snr / (snr + 1), weight.at(level, Prediction.V), 1e-12);
    }

    @Test
    void parametersOutOfRangeAreRejected() {
        IllegalArgumentException gamma =
                assertThrows(IllegalArgumentException.class, () -> new LossWeight(LossWeight.Kind.MIN_SNR, 0, 1));
        assertEquals("gamma must be above 0, got 0.0", gamma.getMessage());
        IllegalArgumentException k =
                assertThrows(IllegalArgumentException.class, () -> new LossWeight(LossWeight.Kind.P2, 1, -1));
        assertEquals("k must be above 0, got -1.0", k.getMessage());
    }
}
