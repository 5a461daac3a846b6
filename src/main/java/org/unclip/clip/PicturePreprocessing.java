package org.unclip.clip;

import java.io.Serializable;
import java.util.Arrays;
import org.unclip.data.picture.PictureResizer;

/**
 * What pictures go through before the vision encoder: a square at the encoder's size, bytes to [0, 1], less the mean and
 * over the deviation of each channel.
 *
 * <p>Radford et al. 2021, as in OpenAI's code, with its constants.
 *
 * @param imageSize side of the encoder's pictures, pixels
 */
record PicturePreprocessing(int imageSize) implements Serializable {
    private static final int RGB = 3;
    private static final double[] MEAN = {0.48145466, 0.4578275, 0.40821073};
    private static final double[] DEVIATION = {0.26862954, 0.26130258, 0.27577711};
    private static final float[][] NORMALIZED = normalized();

    /** Values of one preprocessed picture. */
    int length() {
        return RGB * imageSize * imageSize;
    }

    /**
     * Preprocesses one picture.
     *
     * @param rgb bytes {@code [side, side, 3]} of a square picture of any size
     * @param out where its {@code [imageSize, imageSize, 3]} values are written from {@code offset} on
     */
    void apply(byte[] rgb, float[] out, int offset) {
        int side = side(rgb);
        byte[] resized = side == imageSize ? rgb : PictureResizer.square(rgb, side, imageSize);
        for (int i = 0; i < resized.length; i++) {
            out[offset + i] = NORMALIZED[i % RGB][resized[i] & 0xff];
        }
    }

    /** All that decides what it does, as a text that goes into a model's fingerprint. */
    String description() {
        return "{\"imageSize\": %d, \"resample\": \"box if it divides evenly, else bicubic\", \"mean\": %s, \"std\": %s}"
                .formatted(imageSize, Arrays.toString(MEAN), Arrays.toString(DEVIATION));
    }

    private static int side(byte[] rgb) {
        int side = (int) Math.round(Math.sqrt(rgb.length / (double) RGB));
        if (side < 1 || RGB * side * side != rgb.length) {
            throw new IllegalStateException(rgb.length + " bytes are no square RGB picture");
        }
        return side;
    }

    private static float[][] normalized() {
        float[][] table = new float[RGB][256];
        for (int channel = 0; channel < RGB; channel++) {
            for (int value = 0; value < 256; value++) {
                table[channel][value] = (float) ((value / 255.0 - MEAN[channel]) / DEVIATION[channel]);
            }
        }
        return table;
    }
}
