package org.unclip.diffusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NoiseScheduleTest {
    @Test
    void cosineFollowsItsCurveAndEndsNearZero() {
        NoiseSchedule schedule = NoiseSchedule.cosine(1000);
        for (int t = 0; t < 999; t++) {
            assertEquals(cosineCurve((t + 1) / 1000.0) / cosineCurve(0), schedule.alphaBar(t), 1e-12);
        }
        assertTrue(schedule.alphaBar(999) < 1e-8);
        assertEquals(0.999, schedule.beta(999));
    }

    @Test
    void linearOfAThousandStepsIsThatOfThePaper() {
        NoiseSchedule schedule = NoiseSchedule.linear(1000);
        assertEquals(1e-4, schedule.beta(0), 1e-15);
        assertEquals(1e-4 + 0.0199 * 300 / 999, schedule.beta(300), 1e-15);
        assertEquals(0.02, schedule.beta(999), 1e-15);
        assertEquals(4.0358e-5, schedule.alphaBar(999), 1e-8);
    }

    @Test
    void quadraticIsLinearInTheRootOfBeta() {
        NoiseSchedule schedule = NoiseSchedule.quadratic(1000);
        double middle = (Math.sqrt(schedule.beta(399)) + Math.sqrt(schedule.beta(401))) / 2;
        assertEquals(middle, Math.sqrt(schedule.beta(400)), 1e-14);
        assertEquals(1e-4, schedule.beta(0), 1e-15);
        assertEquals(0.02, schedule.beta(999), 1e-15);
    }

    @Test
    void sigmoidIsSymmetricAboutItsMiddle() {
        NoiseSchedule schedule = NoiseSchedule.sigmoid(1000);
        for (int t = 0; t < 500; t++) {
            assertEquals(0.0201, schedule.beta(t) + schedule.beta(999 - t), 1e-14);
        }
        assertEquals(1e-4 + 0.0199 / (1 + Math.exp(6)), schedule.beta(0), 1e-15);
    }

    @ParameterizedTest
    @EnumSource
    void fewerStepsEndAtAboutTheSameLevel(ScheduleConfig.Kind kind) {
        NoiseSchedule few = NoiseSchedule.of(new ScheduleConfig(kind, 100));
        NoiseSchedule many = NoiseSchedule.of(new ScheduleConfig(kind, 1000));
        assertEquals(many.alphaBar(999), few.alphaBar(99), 1e-3);
        assertEquals(many.alphaBar(499), few.alphaBar(49), 0.02);
        assertTrue(few.alphaBar(99) < 2e-3);
    }

    @ParameterizedTest
    @EnumSource
    void levelsFallAndStayInsideTheirRangeForAnyNumberOfSteps(ScheduleConfig.Kind kind) {
        for (int steps : new int[] {1, 2, 5, 37, 1000}) {
            NoiseSchedule schedule = NoiseSchedule.of(new ScheduleConfig(kind, steps));
            for (int t = 0; t < steps; t++) {
                NoiseLevel level = schedule.level(t);
                assertTrue(level.alphaBar() < schedule.alphaBarBefore(t));
                assertEquals(1.0, level.signal() * level.signal() + level.noise() * level.noise(), 1e-15);
                assertEquals(Math.log(level.alphaBar() / (1 - level.alphaBar())), level.logSnr(), 1e-12);
            }
        }
    }

    /** Product of the two Gaussians {@code q(x_t | x_{t-1}) q(x_{t-1} | x0)}, worked out in precisions. */
    @ParameterizedTest
    @EnumSource
    void posteriorIsThatOfBayes(ScheduleConfig.Kind kind) {
        NoiseSchedule schedule = NoiseSchedule.of(new ScheduleConfig(kind, 50));
        for (int t = 1; t < 50; t++) {
            double beta = schedule.beta(t);
            double before = schedule.alphaBarBefore(t);
            double precision = (1 - beta) / beta + 1 / (1 - before);
            assertEquals(1 / precision, schedule.posteriorVariance(t), 1e-12);
            assertEquals(Math.sqrt(1 - beta) / beta / precision, schedule.posteriorMeanOfXT(t), 1e-12);
            assertEquals(Math.sqrt(before) / (1 - before) / precision, schedule.posteriorMeanOfX0(t), 1e-12);
        }
    }

    @Test
    void firstStepBackLandsOnX0() {
        NoiseSchedule schedule = NoiseSchedule.cosine(10);
        assertEquals(0.0, schedule.posteriorVariance(0));
        assertEquals(1.0, schedule.posteriorMeanOfX0(0), 1e-12);
        assertEquals(0.0, schedule.posteriorMeanOfXT(0));
    }

    @Test
    void noTimestepsAreRejected() {
        IllegalArgumentException config =
                assertThrows(IllegalArgumentException.class, () -> new ScheduleConfig(ScheduleConfig.Kind.COSINE, 0));
        assertEquals("timesteps must be at least 1, got 0", config.getMessage());
        IllegalArgumentException direct = assertThrows(IllegalArgumentException.class, () -> NoiseSchedule.linear(-1));
        assertEquals("steps must be at least 1, got -1", direct.getMessage());
    }

    private static double cosineCurve(double u) {
        return Math.pow(Math.cos((u + 0.008) / 1.008 * Math.PI / 2), 2);
    }
}
