package org.unclip.data.shapes;

import java.util.Locale;

/** How large an object is drawn; the radius ranges are pixels of a 64-pixel picture. */
public enum ObjectSize {
    SMALL(13, 16, 4, 9, 10.5),
    LARGE(20, 25, 3, 13.5, 15);

    private final double minRadiusAlone;
    private final double maxRadiusAlone;
    private final double jitterAlone;
    private final double minRadiusOfTwo;
    private final double maxRadiusOfTwo;

    ObjectSize(
            double minRadiusAlone,
            double maxRadiusAlone,
            double jitterAlone,
            double minRadiusOfTwo,
            double maxRadiusOfTwo) {
        this.minRadiusAlone = minRadiusAlone;
        this.maxRadiusAlone = maxRadiusAlone;
        this.jitterAlone = jitterAlone;
        this.minRadiusOfTwo = minRadiusOfTwo;
        this.maxRadiusOfTwo = maxRadiusOfTwo;
    }

    /** The word that a caption uses. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Radius of the only object of a scene; {@code u} in [0, 1) picks within the range. */
    double radiusAlone(double u) {
        return minRadiusAlone + u * (maxRadiusAlone - minRadiusAlone);
    }

    /** Radius of one object of two; {@code u} in [0, 1) picks within the range. */
    double radiusOfTwo(double u) {
        return minRadiusOfTwo + u * (maxRadiusOfTwo - minRadiusOfTwo);
    }

    /** How far the only object of a scene may stand from the middle, in pixels each way. */
    double jitterAlone() {
        return jitterAlone;
    }
}
