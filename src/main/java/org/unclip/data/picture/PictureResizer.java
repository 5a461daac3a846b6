package org.unclip.data.picture;

import java.util.Arrays;

/**
 * Anti-aliased resizing.
 *
 * <p>Bicubic with a support that grows with the reduction: on bytes bit for bit as Pillow's {@code resize}, that is in
 * two passes, first along rows, then along columns, with weights as 22-bit fixed-point numbers and bytes in between.
 */
public final class PictureResizer {
    private static final int PRECISION_BITS = 32 - 8 - 2;
    private static final int CHANNELS = 3;

    private PictureResizer() {}

    /**
     * The middle square of a picture, scaled so that its shorter side has {@code side} pixels.
     *
     * <p>Sizes and offsets are rounded down, as the reference preprocessing of CLIP does.
     */
    public static Picture centreCrop(Picture picture, int side) {
        if (picture.width() == side && picture.height() == side) {
            return picture;
        }
        int shorter = Math.min(picture.width(), picture.height());
        int width = (int) ((long) side * picture.width() / shorter);
        int height = (int) ((long) side * picture.height() / shorter);
        ResizeWeights columns = ResizeWeights.bicubic(picture.width(), width, (width - side) / 2, side);
        ResizeWeights rows = ResizeWeights.bicubic(picture.height(), height, (height - side) / 2, side);
        byte[] narrow = resample(picture.rgb(), picture.height(), CHANNELS, columns);
        return new Picture(side, side, resample(narrow, 1, CHANNELS * side, rows));
    }

    /**
     * A square picture at another size: plain averages of boxes where that divides evenly, else bicubic.
     *
     * @param rgb bytes {@code [from, from, 3]}
     * @return bytes {@code [to, to, 3]}
     */
    public static byte[] square(byte[] rgb, int from, int to) {
        if (from % to == 0) {
            return averageBoxes(rgb, from, to);
        }
        return centreCrop(new Picture(from, from, rgb), to).rgb();
    }

    /**
     * The same for values of any range, which bicubic may overshoot.
     *
     * @param values {@code [from, from, channels]}
     * @return {@code [to, to, channels]}
     */
    public static float[] square(float[] values, int from, int to, int channels) {
        ResizeWeights weights = from % to == 0 ? ResizeWeights.box(from, to) : ResizeWeights.bicubic(from, to, 0, to);
        float[] narrow = resample(values, from, channels, weights);
        return resample(narrow, 1, channels * to, weights);
    }

    /** Mixes along the middle axis of {@code [outer, length, inner]}. */
    private static byte[] resample(byte[] in, int outer, int inner, ResizeWeights weights) {
        int[][] fixed = fixedPoint(weights);
        int lengthIn = in.length / outer / inner;
        byte[] out = new byte[outer * fixed.length * inner];
        int[] sums = new int[inner];
        for (int o = 0; o < outer; o++) {
            for (int i = 0; i < fixed.length; i++) {
                Arrays.fill(sums, 1 << (PRECISION_BITS - 1));
                int from = (o * lengthIn + weights.start()[i]) * inner;
                for (int weight : fixed[i]) {
                    for (int c = 0; c < inner; c++) {
                        sums[c] += (in[from + c] & 0xff) * weight;
                    }
                    from += inner;
                }
                int to = (o * fixed.length + i) * inner;
                for (int c = 0; c < inner; c++) {
                    out[to + c] = (byte) Math.max(0, Math.min(255, sums[c] >> PRECISION_BITS));
                }
            }
        }
        return out;
    }

    /** Mixes along the middle axis of {@code [outer, length, inner]}. */
    private static float[] resample(float[] in, int outer, int inner, ResizeWeights weights) {
        int lengthIn = in.length / outer / inner;
        int lengthOut = weights.start().length;
        float[] out = new float[outer * lengthOut * inner];
        for (int o = 0; o < outer; o++) {
            for (int i = 0; i < lengthOut; i++) {
                int from = (o * lengthIn + weights.start()[i]) * inner;
                int to = (o * lengthOut + i) * inner;
                for (double weight : weights.weights()[i]) {
                    for (int c = 0; c < inner; c++) {
                        out[to + c] += (float) weight * in[from + c];
                    }
                    from += inner;
                }
            }
        }
        return out;
    }

    private static int[][] fixedPoint(ResizeWeights weights) {
        int[][] fixed = new int[weights.weights().length][];
        for (int i = 0; i < fixed.length; i++) {
            double[] exact = weights.weights()[i];
            fixed[i] = new int[exact.length];
            for (int j = 0; j < exact.length; j++) {
                fixed[i][j] = (int) (exact[j] * (1 << PRECISION_BITS) + (exact[j] < 0 ? -0.5 : 0.5));
            }
        }
        return fixed;
    }

    private static byte[] averageBoxes(byte[] rgb, int from, int to) {
        int factor = from / to;
        int area = factor * factor;
        int[] sums = new int[to * to * CHANNELS];
        for (int y = 0; y < factor * to; y++) {
            for (int x = 0; x < factor * to; x++) {
                int source = (y * from + x) * CHANNELS;
                int target = (y / factor * to + x / factor) * CHANNELS;
                for (int c = 0; c < CHANNELS; c++) {
                    sums[target + c] += rgb[source + c] & 0xff;
                }
            }
        }
        byte[] averages = new byte[sums.length];
        for (int i = 0; i < sums.length; i++) {
            averages[i] = (byte) ((sums[i] + area / 2) / area);
        }
        return averages;
    }
}
