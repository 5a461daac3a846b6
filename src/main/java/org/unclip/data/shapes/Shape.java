package org.unclip.data.shapes;

import java.util.Locale;

/** The outlines of objects, on a plane whose unit is the object's radius; y grows downwards. */
public enum Shape {
    CIRCLE {
        @Override
        double[] spans(double v) {
            return symmetric(circle(1, v));
        }
    },
    SQUARE {
        @Override
        double[] spans(double v) {
            return Math.abs(v) <= 0.88 ? symmetric(0.88) : NOTHING;
        }
    },
    TRIANGLE {
        @Override
        double[] spans(double v) {
            return TRIANGLE_OUTLINE.spans(v);
        }
    },
    STAR {
        @Override
        double[] spans(double v) {
            return STAR_OUTLINE.spans(v);
        }
    },
    RING {
        @Override
        double[] spans(double v) {
            double outer = circle(1, v);
            double inner = circle(0.55, v);
            return inner < 0 ? symmetric(outer) : new double[] {-outer, -inner, inner, outer};
        }
    },
    CROSS {
        @Override
        double[] spans(double v) {
            if (Math.abs(v) > 1) {
                return NOTHING;
            }
            return symmetric(Math.abs(v) <= 0.33 ? 1 : 0.33);
        }
    };

    /** No shape reaches farther than this many radii above or below its centre. */
    static final double REACH = 1.1;

    private static final double[] NOTHING = {};
    private static final Polygon TRIANGLE_OUTLINE = new Polygon(new double[] {0, 1, -1}, new double[] {-1, 0.8, 0.8});
    private static final Polygon STAR_OUTLINE = Polygon.star(5, 1.08, 0.45);

    /** Where a horizontal line at height {@code v} lies within the shape: begin and end of each stretch, ascending. */
    abstract double[] spans(double v);

    /** The word that a caption uses. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Half the chord of a circle, negative if the line misses it. */
    private static double circle(double radius, double v) {
        double squared = radius * radius - v * v;
        return squared < 0 ? -1 : Math.sqrt(squared);
    }

    private static double[] symmetric(double half) {
        return half < 0 ? NOTHING : new double[] {-half, half};
    }
}
