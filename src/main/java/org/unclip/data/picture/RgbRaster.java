package org.unclip.data.picture;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * Samples of a decoded picture as RGB on white.
 *
 * <p>Reads the raster and not {@code BufferedImage.getRGB}, which would brighten grey pictures (Java takes their samples
 * for linear light) and convert colour profiles.
 */
final class RgbRaster {
    private RgbRaster() {}

    static Picture toPicture(BufferedImage image) throws UnreadablePictureException {
        int width = image.getWidth();
        int height = image.getHeight();
        byte[] rgb = new byte[3 * width * height];
        if (image.getColorModel() instanceof IndexColorModel palette) {
            fromPalette(image.getRaster(), palette, rgb);
        } else {
            fromSamples(image, rgb);
        }
        return new Picture(width, height, rgb);
    }

    private static void fromPalette(Raster raster, IndexColorModel palette, byte[] rgb) {
        int width = raster.getWidth();
        int[] row = new int[width];
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getSamples(0, y, width, 1, 0, row);
            for (int x = 0; x < width; x++) {
                int argb = palette.getRGB(row[x]);
                int to = 3 * (y * width + x);
                int alpha = argb >>> 24;
                rgb[to] = onWhite(argb >> 16 & 0xff, alpha, 255);
                rgb[to + 1] = onWhite(argb >> 8 & 0xff, alpha, 255);
                rgb[to + 2] = onWhite(argb & 0xff, alpha, 255);
            }
        }
    }

    private static void fromSamples(BufferedImage image, byte[] rgb) throws UnreadablePictureException {
        Raster raster = image.getRaster();
        int bands = raster.getNumBands();
        if (bands > 4 || image.getColorModel().hasAlpha() != (bands % 2 == 0)) {
            throw new UnreadablePictureException(
                    PictureFault.UNSUPPORTED_COLOURS, bands + " channels that are neither RGB nor grey");
        }
        int limit = (1 << raster.getSampleModel().getSampleSize(0)) - 1;
        int green = bands < 3 ? 0 : 1;
        int blue = bands < 3 ? 0 : 2;
        int width = raster.getWidth();
        int[] row = new int[width * bands];
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getPixels(0, y, width, 1, row);
            for (int x = 0; x < width; x++) {
                int from = x * bands;
                int to = 3 * (y * width + x);
                int alpha = bands % 2 == 0 ? row[from + bands - 1] : limit;
                rgb[to] = onWhite(row[from], alpha, limit);
                rgb[to + 1] = onWhite(row[from + green], alpha, limit);
                rgb[to + 2] = onWhite(row[from + blue], alpha, limit);
            }
        }
    }

    /** A sample of {@code 0 .. limit} laid on white with that opacity, as {@code 0 .. 255}, rounded. */
    private static byte onWhite(int sample, int alpha, int limit) {
        long mixed = (long) sample * alpha + (long) limit * (limit - alpha);
        long full = (long) limit * limit;
        return (byte) ((mixed * 255 + full / 2) / full);
    }
}
