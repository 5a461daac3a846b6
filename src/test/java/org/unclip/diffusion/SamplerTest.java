package org.unclip.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.unclip.random.KeyedRandom;

class SamplerTest {
    private static final NoiseSchedule SCHEDULE = NoiseSchedule.cosine(100);
    private static final Thresholding STATIC = new Thresholding(Thresholding.Kind.STATIC, 0.95);

    /** A model without mixing between examples or values. */
    private static final Denoiser MODEL = (xT, t) -> xT.mul(0.5 + 0.005 * t);

    @ParameterizedTest
    @EnumSource
    void anExampleDoesNotDependOnItsBatch(SamplingConfig.Algorithm algorithm) {
        INDArray together = sampler(algorithm, 10).sample(MODEL, noise(4, 5, 6), StepObserver.NONE);
        INDArray alone = sampler(algorithm, 10).sample(MODEL, noise(5), StepObserver.NONE);
        assertArrayEquals(
                alone.data().asFloat(), together.slice(1).dup('c').data().asFloat());
        assertArrayEquals(new long[] {3, 2, 2, 3}, together.shape());
    }

    @ParameterizedTest
    @EnumSource
    void observerSeesEveryStepAndTheSampleLast(SamplingConfig.Algorithm algorithm) {
        List<Integer> timesteps = new ArrayList<>();
        List<INDArray> pictures = new ArrayList<>();
        List<INDArray> estimates = new ArrayList<>();
        INDArray sample = sampler(algorithm, 4).sample(MODEL, noise(4), (t, x, x0) -> {
            timesteps.add(t);
            pictures.add(x);
            estimates.add(x0);
        });
        assertEquals(List.of(3, 2, 1, 0), timesteps);
        assertEquals(sample, pictures.get(3));
        assertEquals(sample, estimates.get(3));
        assertTrue(estimates.stream().allMatch(x0 -> x0.amaxNumber().doubleValue() <= 1.0));
        assertTrue(pictures.get(0).amaxNumber().doubleValue() > 1.0, "the first step leaves noise");
    }

    @Test
    void guidanceScaleIsTheConfigured() {
        SamplingConfig config = new SamplingConfig(SamplingConfig.Algorithm.DDIM, 4, 0, 3, STATIC);
        Sampler sampler = new Sampler(SCHEDULE, Prediction.X0, ReverseVariance.POSTERIOR, config);
        INDArray xT = noise(4).next();
        INDArray guided = sampler.guided((x, t) -> x.mul(2), (x, t) -> x.mul(1)).predict(xT, 0);
        assertEquals(xT.mul(4), guided);
    }

    @Test
    void valuesOutOfRangeAreRejected() {
        assertRejected("steps must be at least 1, got 0", 0, 0, 1);
        assertRejected("eta must be between 0 and 1, got 1.5", 1, 1.5, 1);
        assertRejected("eta must be between 0 and 1, got NaN", 1, Double.NaN, 1);
        assertRejected("guidanceScale must be at least 0, got -2.0", 1, 0, -2);
    }

    private static void assertRejected(String message, int steps, double eta, double guidanceScale) {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class,
                () -> new SamplingConfig(SamplingConfig.Algorithm.DDIM, steps, eta, guidanceScale, STATIC));
        assertEquals(message, e.getMessage());
    }

    private static Sampler sampler(SamplingConfig.Algorithm algorithm, int steps) {
        SamplingConfig config = new SamplingConfig(algorithm, steps, 0.5, 1, STATIC);
        return new Sampler(SCHEDULE, Prediction.EPSILON, ReverseVariance.POSTERIOR, config);
    }

    private static ExampleNoise noise(long... examples) {
        List<KeyedRandom> streams = LongStream.of(examples)
                .mapToObj(example -> KeyedRandom.of(11, "sample", example))
                .toList();
        return new ExampleNoise(streams, 2, 2, 3);
    }
}
