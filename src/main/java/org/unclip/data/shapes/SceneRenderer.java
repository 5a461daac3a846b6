package org.unclip.data.shapes;

import java.util.Arrays;

/**
 * Draws scenes as square RGB pictures, anti-aliased: four times larger, then box-averaged.
 *
 * <p>Only basic arithmetic is used, so the bytes are the same on every machine. Immutable.
 */
public final class SceneRenderer {
    private static final int OVERSAMPLING = 4;

    private final int side;

    /**
     * @param side of the pictures in pixels, at least 1
     */
    public SceneRenderer(int side) {
        if (side < 1) {
            throw new IllegalArgumentException("side must be at least 1, got " + side);
        }
        this.side = side;
    }

    /** The scene as bytes {@code [side, side, 3]}, 0 to 255. */
    public byte[] render(Scene scene) {
        int[] canvas = new int[side * side * OVERSAMPLING * OVERSAMPLING];
        Arrays.fill(canvas, scene.drawn().packed());
        for (SceneObject object : scene.objects()) {
            draw(object, canvas);
        }
        return average(canvas);
    }

    private void draw(SceneObject object, int[] canvas) {
        int large = side * OVERSAMPLING;
        double scale = (double) large / Scene.SIDE;
        double reach = object.radius() * Shape.REACH;
        int bottom = Math.min(large, firstCentre((object.y() + reach) * scale));
        for (int row = Math.max(0, firstCentre((object.y() - reach) * scale)); row < bottom; row++) {
            double v = ((row + 0.5) / scale - object.y()) / object.radius();
            double[] spans = object.shape().spans(v);
            for (int i = 0; i < spans.length; i += 2) {
                int left = Math.max(0, firstCentre((object.x() + spans[i] * object.radius()) * scale));
                int right = Math.min(large, firstCentre((object.x() + spans[i + 1] * object.radius()) * scale));
                if (left < right) {
                    Arrays.fill(
                            canvas,
                            row * large + left,
                            row * large + right,
                            object.drawn().packed());
                }
            }
        }
    }

    /** The first sub-pixel whose centre does not lie before a position. */
    private static int firstCentre(double position) {
        return (int) Math.ceil(position - 0.5);
    }

    private byte[] average(int[] canvas) {
        byte[] pixels = new byte[side * side * 3];
        for (int row = 0; row < side; row++) {
            for (int column = 0; column < side; column++) {
                averageBox(canvas, row, column, pixels);
            }
        }
        return pixels;
    }

    private void averageBox(int[] canvas, int row, int column, byte[] pixels) {
        int red = 0;
        int green = 0;
        int blue = 0;
        for (int y = row * OVERSAMPLING; y < (row + 1) * OVERSAMPLING; y++) {
            int start = y * side * OVERSAMPLING + column * OVERSAMPLING;
            for (int i = start; i < start + OVERSAMPLING; i++) {
                red += canvas[i] >> 16;
                green += canvas[i] >> 8 & 0xff;
                blue += canvas[i] & 0xff;
            }
        }
        int area = OVERSAMPLING * OVERSAMPLING;
        int pixel = (row * side + column) * 3;
        pixels[pixel] = (byte) ((red + area / 2) / area);
        pixels[pixel + 1] = (byte) ((green + area / 2) / area);
        pixels[pixel + 2] = (byte) ((blue + area / 2) / area);
    }
}
