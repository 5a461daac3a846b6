package org.unclip.diffusion;

import java.io.Serializable;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Keeps the x0 that a sampler steps towards in the range of the data, [-1, 1]; strong guidance leads out of it.
 *
 * @param kind what is done
 * @param percentile dynamic only: the share of an example's values, in (0, 1], that fit the range without rescaling;
 *     the paper's decoder has 0.95
 */
public record Thresholding(Kind kind, double percentile) implements Serializable {
    /** What is done to an estimated x0. */
    public enum Kind {
        /** Nothing: for data without a fixed range, such as embeddings. */
        NONE,
        /** Clips to [-1, 1]. */
        STATIC,
        /**
         * Clips each example to [-s, s] and divides it by s, the percentile of its absolute values but at least 1
         * (Saharia et al. 2022, Imagen, section 2.3): values crowd less at the limits.
         */
        DYNAMIC
    }

    public Thresholding {
        if (!(percentile > 0.0 && percentile <= 1.0)) {
            throw new IllegalArgumentException("percentile must be above 0 and at most 1, got " + percentile);
        }
    }

    /** {@code [B, …]} brought into range: a new array, or the given one where nothing is done. */
    public INDArray apply(INDArray x0) {
        if (kind == Kind.NONE) {
            return x0;
        }
        float[] values = x0.dup('c').data().asFloat();
        int size = values.length / (int) x0.size(0);
        for (int from = 0; from < values.length; from += size) {
            float limit = kind == Kind.STATIC ? 1.0f : limit(Arrays.copyOfRange(values, from, from + size));
            for (int i = from; i < from + size; i++) {
                values[i] = Math.max(-limit, Math.min(limit, values[i])) / limit;
            }
        }
        return Nd4j.create(values, x0.shape());
    }

    /** The percentile of the absolute values, interpolated between the two nearest, but at least 1. */
    private float limit(float[] example) {
        for (int i = 0; i < example.length; i++) {
            example[i] = Math.abs(example[i]);
        }
        Arrays.sort(example);
        double position = percentile * (example.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, example.length - 1);
        double quantile = example[below] + (position - below) * (example[above] - example[below]);
        return (float) Math.max(1.0, quantile);
    }
}
