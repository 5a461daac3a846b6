package org.unclip.evaluation.shapes;

import org.unclip.data.shapes.Scene;

/** The parts of a picture that an object may stand in. */
enum Region {
    WHOLE(0, 0, Scene.SIDE, Scene.SIDE),
    LEFT(0, 0, Scene.SIDE / 2, Scene.SIDE),
    RIGHT(Scene.SIDE / 2, 0, Scene.SIDE, Scene.SIDE),
    UPPER(0, 0, Scene.SIDE, Scene.SIDE / 2),
    LOWER(0, Scene.SIDE / 2, Scene.SIDE, Scene.SIDE);

    private final int[] pixels;

    Region(int left, int top, int right, int bottom) {
        pixels = new int[(right - left) * (bottom - top)];
        int next = 0;
        for (int row = top; row < bottom; row++) {
            for (int column = left; column < right; column++) {
                pixels[next++] = row * Scene.SIDE + column;
            }
        }
    }

    /** The numbers of its pixels, row by row; shared, not to be changed. */
    int[] pixels() {
        return pixels;
    }
}
