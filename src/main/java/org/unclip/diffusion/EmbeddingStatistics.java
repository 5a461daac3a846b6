package org.unclip.diffusion;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.unclip.nn.SymmetricEigen;

/**
 * Mean and covariance over a stream of embeddings.
 *
 * <p>Welford 1962, in double. The result depends on the order in its last bits: feed training embeddings in the order of
 * their shards. An embedding costs {@code D² / 2} multiplications and additions. Axes of equal variance are any basis
 * of the space they span. One thread at a time.
 */
public final class EmbeddingStatistics {
    /** Of what hardly varies among the training embeddings. */
    private static final double LEAST_DEVIATION = 1e-3;
    /** Added to the variance along an axis, as a share of the mean variance, so that noise alone is not blown up. */
    private static final double ADDED_SHARE = 0.01;

    private final double[] mean;
    private final double[][] products; // of differences from the mean; the upper triangle
    private long count;

    /** Of embeddings with that many dimensions. */
    public EmbeddingStatistics(int dimensions) {
        this.mean = new double[dimensions];
        this.products = new double[dimensions][dimensions];
    }

    /** Takes one more embedding {@code [D]} into account. */
    public void add(float[] embedding) {
        count++;
        double[] before = new double[mean.length];
        double[] after = new double[mean.length];
        for (int i = 0; i < mean.length; i++) {
            before[i] = embedding[i] - mean[i];
            mean[i] += before[i] / count;
            after[i] = embedding[i] - mean[i];
        }
        for (int i = 0; i < mean.length; i++) {
            for (int j = i; j < mean.length; j++) {
                products[i][j] += before[i] * after[j];
            }
        }
    }

    /**
     * The scaling that the configuration names.
     *
     * @throws IllegalStateException if it needs statistics and no embedding was added
     */
    public EmbeddingScaling scaling(EmbeddingScale scale) {
        if (scale != EmbeddingScale.SQRT_DIM && count == 0) {
            throw new IllegalStateException(scale + " needs embeddings, and none was added");
        }
        return switch (scale) {
            case WHITENED -> whitened();
            case STANDARDIZED -> new EmbeddingScaling(floats(mean), deviations(variances(), 0), null);
            case SQRT_DIM -> EmbeddingScaling.sqrtDim(mean.length);
        };
    }

    private EmbeddingScaling whitened() {
        SymmetricEigen eigen = SymmetricEigen.of(covariance());
        double floor = ADDED_SHARE * Arrays.stream(variances()).average().orElseThrow();
        float[][] axes = eigen.vectors().transpose().toFloatMatrix();
        return new EmbeddingScaling(floats(mean), deviations(eigen.values(), floor), axes);
    }

    private double[] variances() {
        double[] variances = new double[mean.length];
        for (int i = 0; i < variances.length; i++) {
            variances[i] = products[i][i] / count;
        }
        return variances;
    }

    private INDArray covariance() {
        double[][] covariance = new double[mean.length][mean.length];
        for (int i = 0; i < mean.length; i++) {
            for (int j = i; j < mean.length; j++) {
                covariance[i][j] = products[i][j] / count;
                covariance[j][i] = covariance[i][j];
            }
        }
        return Nd4j.createFromArray(covariance);
    }

    private static float[] deviations(double[] variances, double floor) {
        float[] deviations = new float[variances.length];
        for (int i = 0; i < deviations.length; i++) {
            double variance = Math.max(variances[i], 0) + floor; // rounding may leave one below zero
            deviations[i] = (float) Math.max(Math.sqrt(variance), LEAST_DEVIATION);
        }
        return deviations;
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
