package org.unclip.data.picture;

import java.util.Arrays;

/**
 * For each output position along one axis, which input positions it mixes and with what weights.
 *
 * <p>Bicubic (a = −0.5) whose support grows with the reduction, so that shrinking averages instead of skipping: the
 * filter of Pillow's {@code resize}, which the reference preprocessing of CLIP uses. Weights of a position sum to 1.
 */
record ResizeWeights(int[] start, double[][] weights) {
    private static final double SUPPORT = 2;

    /**
     * Weights of the output positions {@code offset .. offset + count - 1} of an axis resized from {@code from} to
     * {@code to} positions.
     */
    static ResizeWeights bicubic(int from, int to, int offset, int count) {
        double scale = (double) from / to;
        double stretch = Math.max(scale, 1);
        int[] start = new int[count];
        double[][] weights = new double[count][];
        for (int i = 0; i < count; i++) {
            double centre = (i + offset + 0.5) * scale;
            int first = Math.max(0, (int) (centre - SUPPORT * stretch + 0.5));
            int end = Math.min(from, (int) (centre + SUPPORT * stretch + 0.5));
            start[i] = first;
            weights[i] = normalized(first, end, centre, stretch);
        }
        return new ResizeWeights(start, weights);
    }

    /** Plain averages of {@code from / to} neighbours; {@code from} must be a multiple of {@code to}. */
    static ResizeWeights box(int from, int to) {
        int factor = from / to;
        int[] start = new int[to];
        double[][] weights = new double[to][factor];
        for (int i = 0; i < to; i++) {
            start[i] = i * factor;
            Arrays.fill(weights[i], 1.0 / factor);
        }
        return new ResizeWeights(start, weights);
    }

    private static double[] normalized(int first, int end, double centre, double stretch) {
        double inverse = 1 / stretch; // a product rounds as Pillow's does
        double[] weights = new double[end - first];
        double sum = 0;
        for (int j = 0; j < weights.length; j++) {
            weights[j] = cubic((j + first - centre + 0.5) * inverse);
            sum += weights[j];
        }
        for (int j = 0; j < weights.length; j++) {
            weights[j] /= sum;
        }
        return weights;
    }

    private static double cubic(double distance) {
        double a = -0.5;
        double x = Math.abs(distance);
        if (x < 1) {
            return ((a + 2) * x - (a + 3)) * x * x + 1;
        }
        return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0;
    }
}
