package org.unclip.diffusion;

import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.unclip.random.KeyedRandom;

/**
 * Data {@code N(μ, Σ)} in the plane, of which all that diffusion approximates is known in closed form.
 *
 * <p>{@code Σ = R diag(0.36, 0.04) Rᵀ} with R the rotation by 30 degrees: a correlation of 0.72.
 */
final class GaussianData {
    static final double[] MEAN = {0.4, -0.2};
    static final double[] VARIANCES = {0.36, 0.04};
    static final double[][] AXES = {
        {Math.cos(Math.PI / 6), Math.sin(Math.PI / 6)}, {-Math.sin(Math.PI / 6), Math.cos(Math.PI / 6)}
    };

    private GaussianData() {}

    static double covariance(int i, int j) {
        return VARIANCES[0] * AXES[0][i] * AXES[0][j] + VARIANCES[1] * AXES[1][i] * AXES[1][j];
    }

    /** The best prediction there is: that of {@code E[x0 | x_t]}, worked out along the axes of Σ. */
    static Denoiser optimalDenoiser(NoiseSchedule schedule, Prediction prediction) {
        return (xT, t) -> {
            NoiseLevel level = schedule.level(t);
            return eachPoint(xT, point -> {
                double[] x0 = alongAxes(point, level, (variance, marginal) -> level.signal() * variance / marginal);
                return switch (prediction) {
                    case X0 -> x0;
                    case EPSILON -> combined(1 / level.noise(), point, -level.signal() / level.noise(), x0);
                    case V -> combined(level.signal() / level.noise(), point, -1 / level.noise(), x0);
                };
            });
        };
    }

    /**
     * Where the probability flow takes {@code xT}: each axis keeps its number of standard deviations (Song et al. 2021,
     * arXiv 2011.13456, eq. 13, solved for a Gaussian).
     */
    static INDArray flowed(INDArray xT, NoiseLevel level) {
        return eachPoint(xT, point -> alongAxes(point, level, (variance, marginal) -> Math.sqrt(variance / marginal)));
    }

    static ExampleNoise noise(int examples) {
        List<KeyedRandom> streams = LongStream.range(0, examples)
                .mapToObj(example -> KeyedRandom.of(11, "sample", example))
                .toList();
        return new ExampleNoise(streams, 2);
    }

    /** {@code μ + Σ_k factor_k a_k a_kᵀ (x − signal μ)} with the variance {@code ᾱ λ_k + 1 − ᾱ} of {@code x_t}. */
    private static double[] alongAxes(double[] x, NoiseLevel level, DoubleBinaryOperator factor) {
        double[] result = MEAN.clone();
        for (int k = 0; k < 2; k++) {
            double marginal = level.alphaBar() * VARIANCES[k] + 1 - level.alphaBar();
            double along =
                    AXES[k][0] * (x[0] - level.signal() * MEAN[0]) + AXES[k][1] * (x[1] - level.signal() * MEAN[1]);
            double length = factor.applyAsDouble(VARIANCES[k], marginal) * along;
            result[0] += length * AXES[k][0];
            result[1] += length * AXES[k][1];
        }
        return result;
    }

    private static double[] combined(double factorA, double[] a, double factorB, double[] b) {
        return new double[] {factorA * a[0] + factorB * b[0], factorA * a[1] + factorB * b[1]};
    }

    private static INDArray eachPoint(INDArray x, UnaryOperator<double[]> map) {
        float[] values = x.dup('c').data().asFloat();
        for (int i = 0; i < values.length; i += 2) {
            double[] point = map.apply(new double[] {values[i], values[i + 1]});
            values[i] = (float) point[0];
            values[i + 1] = (float) point[1];
        }
        return Nd4j.create(values, x.shape());
    }
}
