package org.unclip.unet;

import org.unclip.random.KeyedRandom;
import org.unclip.unet.StageConfig.AugmentationConfig;

/**
 * Shrinking, degrading and enlarging of square pictures, {@code [size, size, 3]} as flat floats: what an upsampler is
 * conditioned on.
 */
final class LowPicture {

    private static final int CHANNELS = 3;
    private static final double KEYS = -0.5; // Keys 1981: third-order accurate, as in Pillow

    private LowPicture() {}

    /** Mean of each square of {@code factor × factor} pixels. */
    static float[] shrink(float[] picture, int size, int factor) {
        int small = size / factor;
        float[] result = new float[small * small * CHANNELS];
        float share = 1f / (factor * factor);
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                for (int c = 0; c < CHANNELS; c++) {
                    result[index(y / factor, x / factor, c, small)] += share * picture[index(y, x, c, size)];
                }
            }
        }
        return result;
    }

    /** Conditioning augmentation: perhaps a blur, then noise of a random strength. */
    static float[] degrade(float[] picture, int size, AugmentationConfig config, KeyedRandom random) {
        float[] result =
                random.nextDouble() < config.blur() ? blur(picture, size, config.blurSigma()) : picture.clone();
        float strength = (float) (config.noise() * random.nextDouble());
        float[] noise = new float[result.length];
        random.fillGaussian(noise);
        for (int i = 0; i < result.length; i++) {
            result[i] += strength * noise[i];
        }
        return result;
    }

    /** Gaussian blur with a 3 × 3 window, the border repeated. */
    static float[] blur(float[] picture, int size, double sigma) {
        double side = StrictMath.exp(-0.5 / (sigma * sigma));
        double[] taps = {side / (1 + 2 * side), 1 / (1 + 2 * side), side / (1 + 2 * side)};
        Taps kernel = position -> new Weights(position - 1, taps);
        return columns(rows(picture, size, size, kernel), size, size, kernel);
    }

    /** Bicubic enlargement by a whole factor, the border repeated. */
    static float[] enlarge(float[] picture, int size, int factor) {
        int large = size * factor;
        Taps kernel = position -> {
            double centre = (position + 0.5) / factor - 0.5;
            int first = (int) Math.floor(centre) - 1;
            double[] weights = new double[4];
            for (int i = 0; i < weights.length; i++) {
                weights[i] = cubic(Math.abs(centre - (first + i)));
            }
            return new Weights(first, weights);
        };
        return columns(rows(picture, size, large, kernel), size, large, kernel);
    }

    private static double cubic(double distance) {
        double d = distance;
        return d < 1 ? ((KEYS + 2) * d - (KEYS + 3)) * d * d + 1 : KEYS * (((d - 5) * d + 8) * d - 4);
    }

    /** Which source pixels a target pixel is made of: as many weights from {@code first} on. */
    private record Weights(int first, double[] values) {}

    private interface Taps {
        Weights at(int position);
    }

    /** Resizes each row: {@code [size, size, 3] → [size, width, 3]}. */
    private static float[] rows(float[] picture, int size, int width, Taps kernel) {
        float[] result = new float[size * width * CHANNELS];
        for (int x = 0; x < width; x++) {
            Weights weights = kernel.at(x);
            for (int y = 0; y < size; y++) {
                for (int c = 0; c < CHANNELS; c++) {
                    double sum = 0;
                    for (int i = 0; i < weights.values.length; i++) {
                        sum += weights.values[i] * picture[index(y, inside(weights.first + i, size), c, size)];
                    }
                    result[index(y, x, c, width)] = (float) sum;
                }
            }
        }
        return result;
    }

    /** Resizes each column: {@code [size, width, 3] → [width, width, 3]}. */
    private static float[] columns(float[] picture, int size, int width, Taps kernel) {
        float[] result = new float[width * width * CHANNELS];
        for (int y = 0; y < width; y++) {
            Weights weights = kernel.at(y);
            for (int at = 0; at < width * CHANNELS; at++) {
                double sum = 0;
                for (int i = 0; i < weights.values.length; i++) {
                    sum += weights.values[i] * picture[inside(weights.first + i, size) * width * CHANNELS + at];
                }
                result[y * width * CHANNELS + at] = (float) sum;
            }
        }
        return result;
    }

    /** The square {@code [extent, extent, 3]} whose upper left pixel is at (top, left). */
    static float[] crop(float[] picture, int size, int top, int left, int extent) {
        float[] result = new float[extent * extent * CHANNELS];
        for (int y = 0; y < extent; y++) {
            int from = index(top + y, left, 0, size);
            System.arraycopy(picture, from, result, y * extent * CHANNELS, extent * CHANNELS);
        }
        return result;
    }

    private static int inside(int position, int size) {
        return Math.max(0, Math.min(size - 1, position));
    }

    private static int index(int y, int x, int c, int width) {
        return (y * width + x) * CHANNELS + c;
    }
}
