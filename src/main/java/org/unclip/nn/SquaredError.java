package org.unclip.nn;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Weighted mean squared error {@code mean_b w_b · mean_i (output − label)²}; labels in the output's shape.
 *
 * <p>The loss of denoising diffusion with any prediction (Ho et al. 2020, eq. 14), the weight being the timestep's.
 */
public record SquaredError() implements Loss {

    @Override
    public double evaluate(INDArray output, INDArray labels, INDArray weights, INDArray gradient) {
        INDArray difference = output.sub(labels);
        long batch = output.size(0);
        INDArray rows = difference.reshape('c', batch, difference.length() / batch);
        INDArray perExample = rows.mul(rows).mean(1);
        if (weights != null) {
            perExample.muli(weights.reshape(batch));
        }
        if (gradient != null) {
            rows.muli(2.0 / difference.length());
            if (weights != null) {
                rows.muliColumnVector(weights.reshape(batch, 1));
            }
            gradient.assign(difference);
        }
        return perExample.meanNumber().doubleValue();
    }
}
