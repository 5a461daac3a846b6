package org.unclip.data.shapes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class SceneRendererTest {
    private static final Rgb INK = new Rgb(200, 100, 0);
    private static final Rgb PAPER = new Rgb(0, 40, 255);

    @Test
    void areaOfEachShapeIsThatOfItsGeometry() {
        double inner = 0.55 * 0.55;
        assertEquals(Math.PI, area(Shape.CIRCLE), 0.05);
        assertEquals(4 * 0.88 * 0.88, area(Shape.SQUARE), 0.05);
        assertEquals(1.8, area(Shape.TRIANGLE), 0.05);
        assertEquals(5 * 1.08 * 0.45 * Math.sin(Math.PI / 5), area(Shape.STAR), 0.05);
        assertEquals(Math.PI * (1 - inner), area(Shape.RING), 0.05);
        assertEquals(2 * 4 * 0.33 - 4 * 0.33 * 0.33, area(Shape.CROSS), 0.05);
    }

    @Test
    void trianglesAndStarsPointUp() {
        for (Shape shape : List.of(Shape.TRIANGLE, Shape.STAR)) {
            byte[] pixels = new SceneRenderer(64).render(scene(shape, 32, 32, 20));
            assertEquals(INK, pixel(pixels, 64, 32, 16), shape::toString);
            assertEquals(PAPER, pixel(pixels, 64, 32 + 10, 16), shape::toString);
        }
    }

    @Test
    void edgesAreAveragedOverSixteenSubPixels() {
        // The square ends at 32 + 0.88 * 12.5 = 43, moved by a quarter pixel: column 43 is covered to one quarter.
        byte[] pixels = new SceneRenderer(64).render(scene(Shape.SQUARE, 32.25, 32, 12.5));
        assertEquals(INK, pixel(pixels, 64, 42, 32));
        assertEquals(new Rgb(50, 55, 191), pixel(pixels, 64, 43, 32));
        assertEquals(PAPER, pixel(pixels, 64, 44, 32));
    }

    @Test
    void otherSizesShowTheSameScene() {
        Scene scene = new SceneSampler(3, 0.3).scene(SceneSampler.Source.SEEN, 5);
        byte[] large = new SceneRenderer(256).render(scene);
        byte[] small = new SceneRenderer(64).render(scene);
        long difference = 0;
        for (int row = 0; row < 64; row++) {
            for (int column = 0; column < 64; column++) {
                Rgb fine = pixel(large, 256, 4 * column + 2, 4 * row + 2);
                difference +=
                        Math.abs(fine.red() - pixel(small, 64, column, row).red());
            }
        }
        assertEquals(0, difference / (64.0 * 64.0), 4);
    }

    @Test
    void sameSceneGivesSameBytes() {
        Scene scene = new SceneSampler(3, 0.3).scene(SceneSampler.Source.SEEN, 9);
        assertArrayEquals(new SceneRenderer(64).render(scene), new SceneRenderer(64).render(scene));
    }

    /** Covered area in squared radii. */
    private static double area(Shape shape) {
        byte[] pixels = new SceneRenderer(64).render(scene(shape, 32, 32, 20));
        double covered = 0;
        for (int i = 0; i < pixels.length; i += 3) {
            covered += (pixels[i] & 0xff) / (double) INK.red();
        }
        return covered / (20 * 20);
    }

    private static Scene scene(Shape shape, double x, double y, double radius) {
        SceneObject object = new SceneObject(ObjectSize.LARGE, ObjectColour.ORANGE, shape, INK, x, y, radius);
        return new Scene(Background.NAVY, PAPER, Arrangement.ALONE, List.of(object));
    }

    private static Rgb pixel(byte[] pixels, int side, int column, int row) {
        int i = (row * side + column) * 3;
        return new Rgb(pixels[i] & 0xff, pixels[i + 1] & 0xff, pixels[i + 2] & 0xff);
    }
}
