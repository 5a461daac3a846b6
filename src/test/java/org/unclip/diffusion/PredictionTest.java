package org.unclip.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class PredictionTest {
    private static final float[] X0 = {0.5f, -1f, 0.25f};
    private static final float[] EPS = {1.5f, 0.3f, -2f};

    @ParameterizedTest
    @EnumSource
    void aPerfectOutputGivesBackDataAndNoise(Prediction prediction) {
        for (double alphaBar : new double[] {0.01, 0.5, 0.99}) {
            NoiseLevel level = new NoiseLevel(alphaBar);
            INDArray xT = Nd4j.createFromArray(ForwardProcess.xT(X0, EPS, level));
            INDArray output = Nd4j.createFromArray(prediction.target(X0, EPS, level));
            INDArray outputBefore = output.dup();
            INDArray xTBefore = xT.dup();
            assertArrayEquals(X0, prediction.x0(xT, output, level).toFloatVector(), 2e-6f);
            assertArrayEquals(EPS, prediction.eps(xT, output, level).toFloatVector(), 2e-6f);
            assertEquals(outputBefore, output);
            assertEquals(xTBefore, xT);
        }
    }

    /** Salimans and Ho 2022, appendix D. */
    @ParameterizedTest
    @EnumSource
    void targetsAreThePapers(Prediction prediction) {
        NoiseLevel level = new NoiseLevel(0.36);
        float[] expected =
                switch (prediction) {
                    case EPSILON -> EPS;
                    case X0 -> X0;
                    case V -> new float[] {0.6f * 1.5f - 0.8f * 0.5f, 0.6f * 0.3f + 0.8f, 0.6f * -2f - 0.8f * 0.25f};
                };
        assertArrayEquals(expected, prediction.target(X0, EPS, level), 1e-6f);
    }

    @ParameterizedTest
    @EnumSource
    void anErrorOfTheOutputIsAnErrorOfX0(Prediction prediction) {
        NoiseLevel level = new NoiseLevel(0.3);
        INDArray xT = Nd4j.createFromArray(ForwardProcess.xT(X0, EPS, level));
        INDArray output =
                Nd4j.createFromArray(prediction.target(X0, EPS, level)).add(0.125);
        INDArray x0Error = prediction.x0(xT, output, level).sub(Nd4j.createFromArray(X0));
        for (int i = 0; i < X0.length; i++) {
            assertEquals(0.125 * prediction.x0PerOutput(level), x0Error.getDouble(i), 1e-6);
        }
    }
}
