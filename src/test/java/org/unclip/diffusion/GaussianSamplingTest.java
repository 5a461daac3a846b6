package org.unclip.diffusion;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Samplers with the optimal denoiser of a Gaussian must draw that Gaussian, up to O(1/T) and the sample's own error. */
class GaussianSamplingTest {
    private static final int TIMESTEPS = 400;
    private static final int EXAMPLES = 8_000;
    private static final Thresholding NONE = new Thresholding(Thresholding.Kind.NONE, 0.95);

    @ParameterizedTest
    @EnumSource
    void ddpmDrawsTheData(ScheduleConfig.Kind kind) {
        for (ReverseVariance variance : new ReverseVariance[] {ReverseVariance.POSTERIOR, ReverseVariance.BETA}) {
            ExampleNoise noise = GaussianData.noise(EXAMPLES);
            ReverseProcess process = process(schedule(kind), Prediction.EPSILON, variance);
            assertHasMomentsOfData(DdpmSampler.sample(process, noise.next(), noise, StepObserver.NONE));
        }
    }

    @ParameterizedTest
    @EnumSource
    void ddimDrawsTheDataAtAnyEta(ScheduleConfig.Kind kind) {
        for (double eta : new double[] {0, 0.5, 1}) {
            ExampleNoise noise = GaussianData.noise(EXAMPLES);
            ReverseProcess process = process(schedule(kind), Prediction.V, ReverseVariance.POSTERIOR);
            assertHasMomentsOfData(DdimSampler.sample(process, eta, noise.next(), noise, StepObserver.NONE));
        }
    }

    @ParameterizedTest
    @EnumSource
    void deterministicDdimFollowsTheProbabilityFlow(ScheduleConfig.Kind kind) {
        NoiseSchedule schedule = schedule(kind);
        ExampleNoise noise = GaussianData.noise(100);
        INDArray xT = noise.next();
        INDArray expected = GaussianData.flowed(xT, schedule.level(TIMESTEPS - 1));
        ReverseProcess process = process(schedule, Prediction.X0, ReverseVariance.POSTERIOR);
        assertNear(expected, DdimSampler.sample(process, 0, xT, noise, StepObserver.NONE), 0.02);
    }

    @ParameterizedTest
    @EnumSource
    void samplesDoNotDependOnWhatIsPredicted(ScheduleConfig.Kind kind) {
        INDArray ofX0 = ancestral(schedule(kind), Prediction.X0, 100);
        assertNear(ofX0, ancestral(schedule(kind), Prediction.EPSILON, 100), 1e-3);
        assertNear(ofX0, ancestral(schedule(kind), Prediction.V, 100), 1e-3);
    }

    @Test
    void ddimOfFullEtaIsAncestral() {
        NoiseSchedule schedule = NoiseSchedule.cosine(40);
        ReverseProcess process = process(schedule, Prediction.V, ReverseVariance.POSTERIOR);
        ExampleNoise noise = GaussianData.noise(100);
        INDArray implicit = DdimSampler.sample(process, 1, noise.next(), noise, StepObserver.NONE);
        assertNear(ancestral(schedule, Prediction.V, 100), implicit, 1e-4);
    }

    @ParameterizedTest
    @EnumSource
    void respacedSamplerDrawsTheDataToo(SamplingConfig.Algorithm algorithm) {
        NoiseSchedule schedule = NoiseSchedule.cosine(1000);
        SamplingConfig config = new SamplingConfig(algorithm, 200, 0, 1, NONE);
        Sampler sampler = new Sampler(schedule, Prediction.EPSILON, ReverseVariance.POSTERIOR, config);
        Denoiser model = GaussianData.optimalDenoiser(schedule, Prediction.EPSILON);
        assertHasMomentsOfData(sampler.sample(model, GaussianData.noise(EXAMPLES), StepObserver.NONE));
    }

    /**
     * With the variance of {@code p(x_{t−1} | x_t)} itself ancestral sampling is exact in any number of steps. Of
     * independent values that variance is {@code β̃_t} and what not knowing x0 adds, which differs by value. The last
     * step adds no noise, so the samples are {@code E[x0 | x_0]} of a right {@code x_0}.
     */
    @Test
    void learnedVarianceMakesAFewStepsExact() {
        double[] variances = {0.5, 0.01};
        NoiseSchedule schedule = NoiseSchedule.cosine(6);
        ReverseProcess process = new ReverseProcess(
                schedule, independent(variances, schedule), Prediction.X0, ReverseVariance.LEARNED_RANGE, NONE);
        ExampleNoise noise = GaussianData.noise(EXAMPLES);
        INDArray samples = DdpmSampler.sample(process, noise.next(), noise, StepObserver.NONE);
        double alphaBar = schedule.alphaBar(0);
        for (int i = 0; i < 2; i++) {
            double expected = alphaBar * variances[i] * variances[i] / (alphaBar * variances[i] + 1 - alphaBar);
            assertEquals(1, samples.getColumn(i).varNumber().doubleValue() / expected, 0.05);
        }
    }

    /** The optimal x0 of independent values of mean 0, and the optimal variance channels. */
    private static Denoiser independent(double[] variances, NoiseSchedule schedule) {
        return (xT, t) -> {
            NoiseLevel level = schedule.level(t);
            float[] output = new float[4 * (int) xT.size(0)];
            for (int b = 0; b < xT.size(0); b++) {
                for (int i = 0; i < 2; i++) {
                    double share = variances[i] / (level.alphaBar() * variances[i] + 1 - level.alphaBar());
                    output[4 * b + i] = (float) (level.signal() * share * xT.getDouble(b, i));
                    output[4 * b + 2 + i] = (float) channel(schedule, t, share * (1 - level.alphaBar()));
                }
            }
            return Nd4j.create(output, xT.size(0), 4);
        };
    }

    /** The model's output for the variance of {@code p(x_{t−1} | x_t)}, given that of {@code p(x0 | x_t)}. */
    private static double channel(NoiseSchedule schedule, int t, double varianceOfX0) {
        if (t == 0) {
            return 0; // no noise is added
        }
        double factor = schedule.posteriorMeanOfX0(t);
        double wanted = schedule.posteriorVariance(t) + factor * factor * varianceOfX0;
        double least = Math.log(schedule.posteriorVariance(t));
        return 2 * (Math.log(wanted) - least) / (Math.log(schedule.beta(t)) - least) - 1;
    }

    private static INDArray ancestral(NoiseSchedule schedule, Prediction prediction, int examples) {
        ExampleNoise noise = GaussianData.noise(examples);
        ReverseProcess process = process(schedule, prediction, ReverseVariance.POSTERIOR);
        return DdpmSampler.sample(process, noise.next(), noise, StepObserver.NONE);
    }

    private static NoiseSchedule schedule(ScheduleConfig.Kind kind) {
        return NoiseSchedule.of(new ScheduleConfig(kind, TIMESTEPS));
    }

    private static ReverseProcess process(NoiseSchedule schedule, Prediction prediction, ReverseVariance variance) {
        Denoiser model = GaussianData.optimalDenoiser(schedule, prediction);
        return new ReverseProcess(schedule, model, prediction, variance, NONE);
    }

    private static void assertHasMomentsOfData(INDArray samples) {
        for (int i = 0; i < 2; i++) {
            INDArray column = samples.getColumn(i);
            double mean = column.meanNumber().doubleValue();
            assertEquals(GaussianData.MEAN[i], mean, 0.03);
            for (int j = 0; j <= i; j++) {
                INDArray other = samples.getColumn(j);
                double product = column.mul(other).meanNumber().doubleValue();
                double covariance = product - mean * other.meanNumber().doubleValue();
                assertEquals(GaussianData.covariance(i, j), covariance, 0.02);
            }
        }
    }

    private static void assertNear(INDArray expected, INDArray actual, double tolerance) {
        assertEquals(0, actual.sub(expected).amaxNumber().doubleValue(), tolerance);
    }
}
