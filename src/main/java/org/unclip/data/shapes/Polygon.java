package org.unclip.data.shapes;

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

    boolean contains(double px, double py) {
        boolean inside = false;
        for (int i = 0, j = x.length - 1; i < x.length; j = i++) {
            if (y[i] > py != y[j] > py && px < (x[j] - x[i]) * (py - y[i]) / (y[j] - y[i]) + x[i]) {
                inside = !inside;
            }
        }
        return inside;
    }
}
