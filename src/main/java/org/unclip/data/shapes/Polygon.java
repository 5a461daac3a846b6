package org.unclip.data.shapes;

import java.util.Arrays;

/** A closed outline around the origin, by the even-odd rule. */
record Polygon(double[] x, double[] y) {

    /** A star of {@code points} points, apex up; radii are of its points and of the notches between them. */
    static Polygon star(int points, double outer, double inner) {
        double[] x = new double[2 * points];
        double[] y = new double[2 * points];
        for (int i = 0; i < 2 * points; i++) {
            double radius = i % 2 == 0 ? outer : inner;
            x[i] = radius * StrictMath.sin(StrictMath.PI * i / points);
            y[i] = -radius * StrictMath.cos(StrictMath.PI * i / points);
        }
        return new Polygon(x, y);
    }

    /** Where a horizontal line lies within the outline: begin and end of each stretch, ascending. */
    double[] spans(double height) {
        double[] crossings = new double[x.length];
        int count = 0;
        for (int i = 0, j = x.length - 1; i < x.length; j = i++) {
            if (y[i] > height != y[j] > height) {
                crossings[count++] = (x[j] - x[i]) * (height - y[i]) / (y[j] - y[i]) + x[i];
            }
        }
        double[] spans = Arrays.copyOf(crossings, count);
        Arrays.sort(spans);
        return spans;
    }
}
