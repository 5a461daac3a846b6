package org.unclip.random;

/**
 * Tables that cover the normal density {@code exp(-x²/2)} with 128 layers of equal area.
 *
 * <p>Layer {@code i} reaches to {@code EDGE[i]}; a point within {@code INNER[i] * EDGE[i]} lies under the curve
 * whatever its height. Layer 0 is the base: its width stands for the rectangle below the curve and the tail together.
 * Marsaglia and Tsang 2000, in the form of Doornik 2005, "An improved ziggurat method" (full-precision uniforms, other
 * bits for the layer).
 */
final class Ziggurat {
    static final int LAYER_MASK = 127;
    static final double TAIL_START = 3.442619855899; // Doornik 2005, for 128 layers
    static final double[] EDGE = new double[LAYER_MASK + 2];
    static final double[] INNER = new double[LAYER_MASK + 1];

    private static final double LAYER_AREA = 9.91256303526217e-3;

    static {
        double density = density(TAIL_START);
        EDGE[0] = LAYER_AREA / density;
        EDGE[1] = TAIL_START;
        for (int i = 2; i <= LAYER_MASK; i++) {
            EDGE[i] = StrictMath.sqrt(-2.0 * StrictMath.log(LAYER_AREA / EDGE[i - 1] + density));
            density = density(EDGE[i]);
        }
        EDGE[LAYER_MASK + 1] = 0.0;
        for (int i = 0; i <= LAYER_MASK; i++) {
            INNER[i] = EDGE[i + 1] / EDGE[i];
        }
    }

    private Ziggurat() {}

    /** Whether the point at {@code x} and relative height {@code u} (in [0, 1)) of a layer lies under the density. */
    static boolean isUnderCurve(int layer, double x, double u) {
        double low = density(EDGE[layer]);
        double high = density(EDGE[layer + 1]);
        return low + u * (high - low) < density(x);
    }

    private static double density(double x) {
        return StrictMath.exp(-0.5 * x * x);
    }
}
