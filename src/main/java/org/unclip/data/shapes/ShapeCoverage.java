package org.unclip.data.shapes;

/**
 * How much of each pixel of a {@value Scene#SIDE}-pixel picture an object covers: what {@link SceneRenderer} mixes colours
 * by, without its colours. Rows are sampled four times, columns are exact.
 */
public final class ShapeCoverage {
    private static final int ROWS_PER_PIXEL = 4;

    private ShapeCoverage() {}

    /**
     * The coverage {@code [64, 64]}, row by row, 0 to 1.
     *
     * @param x centre from the left, in pixels
     * @param y centre from the top, in pixels
     * @param radius in pixels, above 0
     */
    public static float[] of(Shape shape, double x, double y, double radius) {
        float[] coverage = new float[Scene.SIDE * Scene.SIDE];
        double reach = radius * Shape.REACH;
        int first = Math.max(0, (int) Math.floor(y - reach));
        int last = Math.min(Scene.SIDE - 1, (int) Math.ceil(y + reach));
        for (int row = first; row <= last; row++) {
            for (int part = 0; part < ROWS_PER_PIXEL; part++) {
                double height = row + (part + 0.5) / ROWS_PER_PIXEL;
                double[] spans = shape.spans((height - y) / radius);
                for (int i = 0; i < spans.length; i += 2) {
                    add(coverage, row * Scene.SIDE, x + spans[i] * radius, x + spans[i + 1] * radius);
                }
            }
        }
        return coverage;
    }

    private static void add(float[] coverage, int row, double from, double to) {
        int last = Math.min(Scene.SIDE - 1, (int) Math.floor(to));
        for (int column = Math.max(0, (int) Math.floor(from)); column <= last; column++) {
            double covered = Math.min(to, column + 1) - Math.max(from, column);
            coverage[row + column] += (float) (Math.max(0, covered) / ROWS_PER_PIXEL);
        }
    }
}
