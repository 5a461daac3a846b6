package org.unclip.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ClassifierFreeGuidanceTest {
    private static final INDArray XT = Nd4j.createFromArray(new float[][] {{0.3f, -1.2f}});
    private static final INDArray CONDITIONAL = Nd4j.createFromArray(new float[][] {{1f, 2f}});
    private static final INDArray UNCONDITIONAL = Nd4j.createFromArray(new float[][] {{0.5f, 4f}});

    @Test
    void scaleOneAsksTheConditionalModelAlone() {
        Denoiser unconditional = (xT, t) -> {
            throw new AssertionError("asked the unconditional model");
        };
        assertSame(
                CONDITIONAL, guidance((xT, t) -> CONDITIONAL, unconditional, 1).predict(XT, 0));
    }

    @Test
    void scaleZeroIsUnconditionalAndThreeGoesBeyondTheConditional() {
        Denoiser conditional = (xT, t) -> CONDITIONAL;
        Denoiser unconditional = (xT, t) -> UNCONDITIONAL;
        assertRow(guidance(conditional, unconditional, 0).predict(XT, 0), 0.5f, 4f);
        assertRow(guidance(conditional, unconditional, 3).predict(XT, 0), 2f, -2f);
        assertRow(CONDITIONAL, 1f, 2f);
        assertRow(UNCONDITIONAL, 0.5f, 4f);
    }

    @Test
    void oneNetworkMayWriteBothOutputsToTheSameArray() {
        INDArray reused = Nd4j.zeros(1, 2);
        Denoiser conditional = (xT, t) -> reused.assign(CONDITIONAL);
        Denoiser unconditional = (xT, t) -> reused.assign(UNCONDITIONAL);
        assertRow(guidance(conditional, unconditional, 3).predict(XT, 0), 2f, -2f);
    }

    @Test
    void guidingTheNoiseGuidesTheDataAlike() {
        NoiseLevel level = new NoiseLevel(0.4);
        INDArray guidedEps =
                guidance((xT, t) -> CONDITIONAL, (xT, t) -> UNCONDITIONAL, 2.5).predict(XT, 0);
        for (Prediction other : new Prediction[] {Prediction.X0, Prediction.V}) {
            INDArray guided = guidance(
                            (xT, t) -> asOther(CONDITIONAL, other, level),
                            (xT, t) -> asOther(UNCONDITIONAL, other, level),
                            2.5)
                    .predict(XT, 0);
            float[] expected =
                    Prediction.EPSILON.x0(XT, guidedEps, level).data().asFloat();
            assertArrayEquals(expected, other.x0(XT, guided, level).data().asFloat(), 1e-5f);
        }
    }

    @Test
    void learnedVarianceIsTheConditionalModels() {
        INDArray conditional = Nd4j.createFromArray(new float[][] {{1f, 0.25f}});
        INDArray unconditional = Nd4j.createFromArray(new float[][] {{0.5f, -0.75f}});
        Denoiser guidance = new ClassifierFreeGuidance(
                (xT, t) -> conditional, (xT, t) -> unconditional, 3, ReverseVariance.LEARNED_RANGE);
        assertRow(guidance.predict(XT, 0), 2f, 0.25f);
    }

    private static Denoiser guidance(Denoiser conditional, Denoiser unconditional, double scale) {
        return new ClassifierFreeGuidance(conditional, unconditional, scale, ReverseVariance.POSTERIOR);
    }

    private static INDArray asOther(INDArray eps, Prediction other, NoiseLevel level) {
        float[] x0 = Prediction.EPSILON.x0(XT, eps, level).data().asFloat();
        return Nd4j.create(other.target(x0, eps.data().asFloat(), level), 1, 2);
    }

    private static void assertRow(INDArray actual, float... expected) {
        assertArrayEquals(expected, actual.dup('c').data().asFloat(), 1e-6f);
    }
}
