package org.unclip.generation;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.unclip.data.picture.Picture;

/** Between the bytes of pictures and the values that the U-Nets draw. */
public final class Pixels {

    private static final float HALF = 127.5f;

    private Pixels() {}

    /** Bytes to values in [-1, 1]. */
    public static float[] values(byte[] rgb) {
        float[] values = new float[rgb.length];
        for (int i = 0; i < rgb.length; i++) {
            values[i] = (rgb[i] & 0xff) / HALF - 1;
        }
        return values;
    }

    /** One drawn picture {@code [S, S, 3]}, values outside [-1, 1] clipped. */
    public static Picture picture(INDArray drawn) {
        float[] values = drawn.dup('c').data().asFloat();
        byte[] rgb = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            rgb[i] = (byte) Math.round((Math.max(-1, Math.min(1, values[i])) + 1) * HALF);
        }
        return new Picture((int) drawn.size(1), (int) drawn.size(0), rgb);
    }
}
