package org.unclip.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers and durations for people: three digits that count, no exponent where one can do without. */
public final class Numbers {
    private static final double SMALLEST_PLAIN = 1e-4;
    private static final int SHORTEST_PLAIN_EXPONENT = -2;
    private static final MathContext SIX_DIGITS = new MathContext(6);
    private static final MathContext THREE_DIGITS = new MathContext(3);

    private Numbers() {}

    /** A value such as {@code 0.0221}, {@code 12,000} or {@code 3.1e-05}. */
    public static String shown(double value) {
        if (!Double.isFinite(value)) {
            return "not a number";
        }
        if (value == Math.rint(value) || Math.abs(value) >= 1000) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        if (Math.abs(value) < SMALLEST_PLAIN) {
            return String.format(Locale.ROOT, "%.1e", value);
        }
        return new BigDecimal(value).round(THREE_DIGITS).toPlainString();
    }

    /** A round value at an axis, as short as it can be: {@code 0.05}, {@code 2e-4} or {@code 1,500}. */
    public static String tick(double value) {
        BigDecimal rounded = new BigDecimal(value).round(SIX_DIGITS).stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (rounded.signum() != 0 && exponent < SHORTEST_PLAIN_EXPONENT) {
            return rounded.movePointLeft(exponent).stripTrailingZeros().toPlainString() + "e" + exponent;
        }
        return exponent < 3 ? rounded.toPlainString() : String.format(Locale.ROOT, "%,.0f", value);
    }

    /** Seconds as {@code 7.3 s}, {@code 6 min 56 s} or {@code 3 h 5 min}. */
    public static String duration(double seconds) {
        if (seconds < 60) {
            return String.format(Locale.ROOT, seconds < 10 ? "%.1f s" : "%.0f s", seconds);
        }
        long whole = Math.round(seconds);
        return whole < 3600
                ? "%d min %d s".formatted(whole / 60, whole % 60)
                : "%,d h %d min".formatted(whole / 3600, whole % 3600 / 60);
    }
}
