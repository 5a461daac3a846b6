package org.unclip.data.shapes;

import java.util.Locale;

/** The outlines of objects, on a plane whose unit is the object's radius; y grows downwards. */
public enum Shape {
    CIRCLE {
        @Override
        boolean contains(double u, double v) {
            return u * u + v * v <= 1;
        }
    },
    SQUARE {
        @Override
        boolean contains(double u, double v) {
            return Math.abs(u) <= 0.88 && Math.abs(v) <= 0.88;
        }
    },
    TRIANGLE {
        @Override
        boolean contains(double u, double v) {
            return TRIANGLE_OUTLINE.contains(u, v);
        }
    },
    STAR {
        @Override
        boolean contains(double u, double v) {
            return STAR_OUTLINE.contains(u, v);
        }
    },
    RING {
        @Override
        boolean contains(double u, double v) {
            double squared = u * u + v * v;
            return squared <= 1 && squared >= 0.55 * 0.55;
        }
    },
    CROSS {
        @Override
        boolean contains(double u, double v) {
            double across = Math.abs(u);
            double along = Math.abs(v);
            return Math.max(across, along) <= 1 && Math.min(across, along) <= 0.33;
        }
    };

    /** No shape reaches farther than this many radii from its centre, along either axis. */
    static final double REACH = 1.1;

    private static final Polygon TRIANGLE_OUTLINE = new Polygon(new double[] {0, 1, -1}, new double[] {-1, 0.8, 0.8});
    private static final Polygon STAR_OUTLINE = Polygon.star(5, 1.08, 0.45);

    /** Whether a point belongs to the shape; the unit of both coordinates is the radius. */
    abstract boolean contains(double u, double v);

    /** The word that a caption uses. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
