package org.unclip.clip;

import java.io.Serializable;
import java.util.Arrays;
import org.unclip.config.UserError;
import org.unclip.data.picture.Picture;
import org.unclip.data.picture.PictureResizer;

/**
 * What pictures go through before the vision encoder: a square at the encoder's size, bytes to [0, 1], less the mean and
 * over the deviation of each channel.
 *
 * <p>Radford et al. 2021, as in OpenAI's code, with its constants.
 *
 * @param imageSize side of the encoder's pictures, pixels
 * @param resampling how pictures of another size are brought to it
 */
record PicturePreprocessing(int imageSize, Resampling resampling) implements Serializable {
    /** Ways to another size. */
    enum Resampling {
        /** Averages where the sizes divide, which is what data sets of drawn pictures want. */
        BOX_OR_BICUBIC("box if it divides evenly, else bicubic"),
        /** Always Pillow's bicubic filter, as the reference preprocessing has it. */
        BICUBIC("bicubic");

        private final String words;

        Resampling(String words) {
            this.words = words;
        }
    }

    private static final int RGB = 3;
    private static final double[] MEAN = {0.48145466, 0.4578275, 0.40821073};
    private static final double[] DEVIATION = {0.26862954, 0.26130258, 0.27577711};
    private static final float[][] NORMALIZED = normalized();

    /** What CLIPs that are trained here see. */
    PicturePreprocessing(int imageSize) {
        this(imageSize, Resampling.BOX_OR_BICUBIC);
    }

    /**
     * The preprocessing that a model was released with.
     *
     * @param description {@link #description} of it
     * @throws UserError if that is of none that this Unclip knows
     */
    static PicturePreprocessing parse(String description, int imageSize) {
        return Arrays.stream(Resampling.values())
                .map(resampling -> new PicturePreprocessing(imageSize, resampling))
                .filter(known -> known.description().equals(description))
                .findFirst()
                .orElseThrow(() -> UserError.fatal("This CLIP's preprocessing is not one of this Unclip (" + description
                        + "): use the Unclip that wrote it, or train or import it again."));
    }

    /** Whether its constants are these; each has a value a colour. */
    static boolean normalizesBy(double[] mean, double[] deviation) {
        return Arrays.equals(mean, MEAN) && Arrays.equals(deviation, DEVIATION);
    }

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
        byte[] resized = resized(rgb, side(rgb));
        for (int i = 0; i < resized.length; i++) {
            out[offset + i] = NORMALIZED[i % RGB][resized[i] & 0xff];
        }
    }

    /** All that decides what it does, as a text that goes into a model's fingerprint. */
    String description() {
        return "{\"imageSize\": %d, \"resample\": \"%s\", \"mean\": %s, \"std\": %s}"
                .formatted(imageSize, resampling.words, Arrays.toString(MEAN), Arrays.toString(DEVIATION));
    }

    private byte[] resized(byte[] rgb, int side) {
        if (side == imageSize) {
            return rgb;
        }
        return resampling == Resampling.BICUBIC
                ? PictureResizer.centreCrop(new Picture(side, side, rgb), imageSize)
                        .rgb()
                : PictureResizer.square(rgb, side, imageSize);
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
