package org.unclip.data.picture;

import java.awt.image.Raster;

/**
 * Samples of a JPEG file of four channels as RGB, rounded as Pillow rounds.
 *
 * <p>Such files hold cyan, magenta, yellow and black as Adobe's programs write them: 255 for no ink. Where
 * {@link AdobeMarker} says so, the first three are stored as luma and chroma (YCCK). Colour profiles are ignored.
 */
final class CmykRaster {
    static final int CHANNELS = 4;

    private static final int INKS = 3;
    private static final int FIXED_POINT_BITS = 16;
    private static final int HALF = 1 << (FIXED_POINT_BITS - 1);
    private static final int CENTRE = 128;
    private static final int CR_TO_RED = fixed(1.402); // ITU-R BT.601, as JFIF has it
    private static final int CB_TO_GREEN = fixed(0.34414);
    private static final int CR_TO_GREEN = fixed(0.71414);
    private static final int CB_TO_BLUE = fixed(1.772);

    private CmykRaster() {}

    /**
     * Converts a raster of four bands.
     *
     * @param ycck whether the first three are luma and chroma
     */
    static Picture toPicture(Raster raster, boolean ycck) {
        int width = raster.getWidth();
        int height = raster.getHeight();
        byte[] rgb = new byte[INKS * width * height];
        int[] row = new int[CHANNELS * width];
        for (int y = 0; y < height; y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
            for (int x = 0; x < width; x++) {
                int from = CHANNELS * x;
                if (ycck) {
                    toInks(row, from);
                }
                for (int ink = 0; ink < INKS; ink++) {
                    rgb[INKS * (y * width + x) + ink] = underBlack(row[from + ink], row[from + INKS]);
                }
            }
        }
        return new Picture(width, height, rgb);
    }

    private static void toInks(int[] row, int at) {
        int luma = row[at];
        int cb = row[at + 1] - CENTRE;
        int cr = row[at + 2] - CENTRE;
        row[at] = inverse(luma + (CR_TO_RED * cr + HALF >> FIXED_POINT_BITS));
        row[at + 1] = inverse(luma + (-CB_TO_GREEN * cb - CR_TO_GREEN * cr + HALF >> FIXED_POINT_BITS));
        row[at + 2] = inverse(luma + (CB_TO_BLUE * cb + HALF >> FIXED_POINT_BITS));
    }

    /** What black leaves of a colour; both from 0, full ink, to 255, none. */
    private static byte underBlack(int ink, int black) {
        int product = (255 - ink) * black + 128;
        return (byte) (black - (product + (product >> 8) >> 8)); // the product over 255, rounded
    }

    private static int inverse(int value) {
        return 255 - Math.max(0, Math.min(255, value));
    }

    private static int fixed(double factor) {
        return (int) (factor * (1 << FIXED_POINT_BITS) + 0.5);
    }
}
