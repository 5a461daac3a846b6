package org.unclip.evaluation.shapes;

import java.util.Arrays;
import org.unclip.data.shapes.Rgb;

/** Arithmetic on colours {@code [3]}, 0 to 255. */
final class Colours {

    private Colours() {}

    static double[] of(Rgb rgb) {
        return new double[] {rgb.red(), rgb.green(), rgb.blue()};
    }

    /** The pixels {@code [n][3]} of RGB bytes. */
    static double[][] pixels(byte[] rgb) {
        double[][] pixels = new double[rgb.length / 3][3];
        for (int i = 0; i < rgb.length; i++) {
            pixels[i / 3][i % 3] = rgb[i] & 0xff;
        }
        return pixels;
    }

    static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int channel = 0; channel < 3; channel++) {
            sum += (a[channel] - b[channel]) * (a[channel] - b[channel]);
        }
        return Math.sqrt(sum);
    }

    static double[] mean(double[][] pixels, int[] chosen) {
        double[] mean = new double[3];
        for (int pixel : chosen) {
            for (int channel = 0; channel < 3; channel++) {
                mean[channel] += pixels[pixel][channel] / chosen.length;
            }
        }
        return mean;
    }

    /** The middle value of each channel. */
    static double[] median(double[][] pixels, int[] chosen) {
        double[] median = new double[3];
        for (int channel = 0; channel < 3; channel++) {
            int c = channel;
            double[] sorted = Arrays.stream(chosen)
                    .mapToDouble(pixel -> pixels[pixel][c])
                    .sorted()
                    .toArray();
            median[channel] = sorted[sorted.length / 2];
        }
        return median;
    }

    /** How far each pixel is on the way from one colour (0) to another (1). */
    static float[] mask(double[][] pixels, double[] from, double[] to) {
        double length = distance(from, to);
        float[] mask = new float[pixels.length];
        for (int pixel = 0; pixel < pixels.length; pixel++) {
            double along = 0;
            for (int channel = 0; channel < 3; channel++) {
                along += (pixels[pixel][channel] - from[channel]) * (to[channel] - from[channel]);
            }
            mask[pixel] = (float) Math.max(0, Math.min(1, along / (length * length)));
        }
        return mask;
    }
}
