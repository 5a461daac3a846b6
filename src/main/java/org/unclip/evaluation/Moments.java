package org.unclip.evaluation;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Weighted sums of vectors and of their products, as one vector: {@code 1 + D + D (D + 1) / 2} numbers, which add up
 * over blocks.
 */
final class Moments {
    private final double[] sums;
    private final int dimension;

    /** Of sums that were added up. */
    Moments(double[] sums, int dimension) {
        this.sums = sums;
        this.dimension = dimension;
    }

    /** Of no rows. */
    static Moments empty(int dimension) {
        return new Moments(new double[1 + dimension + dimension * (dimension + 1) / 2], dimension);
    }

    /** Adds the rows of a block, each as often as the replicate drew it. */
    void add(EmbeddingBlock block, int replicate, Resampling resampling) {
        double[] vector = new double[dimension];
        for (int row = 0; row < block.rows(); row++) {
            int weight = resampling.weight(replicate, block.group(row));
            if (weight > 0) {
                for (int d = 0; d < dimension; d++) {
                    vector[d] = block.vectors()[row][d];
                }
                add(vector, weight);
            }
        }
    }

    private void add(double[] vector, int weight) {
        sums[0] += weight;
        int at = 1;
        for (int d = 0; d < dimension; d++) {
            sums[at + d] += weight * vector[d];
        }
        at += dimension;
        for (int d = 0; d < dimension; d++) {
            double factor = weight * vector[d];
            for (int e = d; e < dimension; e++) {
                sums[at + e - d] += factor * vector[e];
            }
            at += dimension - d;
        }
    }

    double[] sums() {
        return sums;
    }

    /** {@code [D]}. */
    double[] mean() {
        double[] mean = new double[dimension];
        for (int d = 0; d < dimension; d++) {
            mean[d] = sums[1 + d] / sums[0];
        }
        return mean;
    }

    /** {@code [D, D]}, symmetric to the last bit; of n rows with the divisor {@code n - 1}. */
    INDArray covariance() {
        double[] mean = mean();
        double[][] covariance = new double[dimension][dimension];
        int at = 1 + dimension;
        for (int d = 0; d < dimension; d++) {
            for (int e = d; e < dimension; e++) {
                double value = (sums[at++] - sums[0] * mean[d] * mean[e]) / (sums[0] - 1);
                covariance[d][e] = value;
                covariance[e][d] = value;
            }
        }
        return Nd4j.createFromArray(covariance);
    }
}
