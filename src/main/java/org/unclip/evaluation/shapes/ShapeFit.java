package org.unclip.evaluation.shapes;

import org.unclip.data.shapes.Scene;
import org.unclip.data.shapes.Shape;
import org.unclip.data.shapes.ShapeCoverage;

/**
 * The place and radius at which a shape covers a mask best, in the sense of least squares.
 *
 * @param error sum of the squared differences of mask and coverage within the region
 */
record ShapeFit(Shape shape, double x, double y, double radius, double error) {
    private static final double[] STEPS = {1, 0.5, 0.25};
    private static final double SMALLEST_RADIUS = 3;
    private static final double UNIT = 16; // any radius that fits the picture
    private static final double MIDDLE = Scene.SIDE / 2.0;

    /** The best fit of the shape that fits best. */
    static ShapeFit best(float[] mask, Region region) {
        ShapeFit best = null;
        for (Shape shape : Shape.values()) {
            ShapeFit fit = of(shape, mask, region);
            best = best == null || fit.error < best.error ? fit : best;
        }
        return best;
    }

    /** Starts where area and centre of gravity say, and goes downhill in ever smaller steps. */
    private static ShapeFit of(Shape shape, float[] mask, Region region) {
        Moments of = Moments.of(mask, region);
        Moments unit = Moments.of(ShapeCoverage.of(shape, MIDDLE, MIDDLE, UNIT), Region.WHOLE);
        double radius = Math.max(SMALLEST_RADIUS, UNIT * Math.sqrt(of.area / unit.area));
        double x = of.x - (unit.x - MIDDLE) * radius / UNIT;
        double y = of.y - (unit.y - MIDDLE) * radius / UNIT;
        ShapeFit fit = at(shape, x, y, radius, mask, region);
        for (double step : STEPS) {
            ShapeFit before;
            do {
                before = fit;
                fit = fit.better(step, mask, region);
            } while (fit.error < before.error);
        }
        return fit;
    }

    /** The best of this fit and its six neighbours. */
    private ShapeFit better(double step, float[] mask, Region region) {
        ShapeFit best = this;
        for (int sign = -1; sign <= 1; sign += 2) {
            double move = sign * step;
            ShapeFit[] neighbours = {
                at(shape, x + move, y, radius, mask, region),
                at(shape, x, y + move, radius, mask, region),
                at(shape, x, y, Math.max(SMALLEST_RADIUS, radius + move), mask, region)
            };
            for (ShapeFit neighbour : neighbours) {
                best = neighbour.error < best.error ? neighbour : best;
            }
        }
        return best;
    }

    private static ShapeFit at(Shape shape, double x, double y, double radius, float[] mask, Region region) {
        float[] coverage = ShapeCoverage.of(shape, x, y, radius);
        double error = 0;
        for (int pixel : region.pixels()) {
            double difference = (double) mask[pixel] - coverage[pixel];
            error += difference * difference;
        }
        return new ShapeFit(shape, x, y, radius, error);
    }

    /** Area in pixels and centre of gravity of a mask within a region. */
    private record Moments(double area, double x, double y) {
        static Moments of(float[] mask, Region region) {
            double area = 0;
            double x = 0;
            double y = 0;
            for (int pixel : region.pixels()) {
                area += mask[pixel];
                x += mask[pixel] * (pixel % Scene.SIDE + 0.5);
                y += mask[pixel] * (pixel / Scene.SIDE + 0.5);
            }
            return new Moments(area, x / area, y / area);
        }
    }
}
