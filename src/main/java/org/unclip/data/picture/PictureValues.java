package org.unclip.data.picture;

/** Between the bytes of a picture and the values in [-1, 1] that diffusion models work on. */
public final class PictureValues {

    private static final float HALF_RANGE = 127.5f;

    private PictureValues() {}

    /** Bytes to values. */
    public static float[] of(byte[] rgb) {
        float[] values = new float[rgb.length];
        for (int i = 0; i < rgb.length; i++) {
            values[i] = (rgb[i] & 0xff) / HALF_RANGE - 1;
        }
        return values;
    }

    /** Values {@code [side, side, 3]} to a picture, those outside [-1, 1] clipped. */
    public static Picture picture(float[] values, int side) {
        byte[] rgb = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            rgb[i] = (byte) Math.round((Math.max(-1, Math.min(1, values[i])) + 1) * HALF_RANGE);
        }
        return new Picture(side, side, rgb);
    }
}
