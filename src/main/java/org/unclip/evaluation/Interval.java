package org.unclip.evaluation;

import java.util.Arrays;

/** A 95 % interval. */
public record Interval(double low, double high) {
    private static final double Z = 1.959963984540054; // 97.5 % of a normal distribution lie below
    private static final double TAIL = 0.025;

    /**
     * For a share of independent trials (Wilson 1927). Unlike the bootstrap's it has a width when none or all
     * succeeded.
     */
    public static Interval wilson(long successes, long trials) {
        if (trials < 1 || successes < 0 || successes > trials) {
            throw new IllegalArgumentException(successes + " of " + trials + " is no share");
        }
        double share = (double) successes / trials;
        double shrink = 1 + Z * Z / trials;
        double centre = (share + Z * Z / (2 * trials)) / shrink;
        double half = Z * Math.sqrt(share * (1 - share) / trials + Z * Z / (4.0 * trials * trials)) / shrink;
        return new Interval(
                successes == 0 ? 0 : Math.max(0, centre - half), successes == trials ? 1 : Math.min(1, centre + half));
    }

    /** Between the percentiles of a bootstrap's replicates; those that are no number, of empty resamples, do not count. */
    static Interval percentiles(double[] replicates) {
        double[] sorted =
                Arrays.stream(replicates).filter(Double::isFinite).sorted().toArray();
        return new Interval(quantile(sorted, TAIL), quantile(sorted, 1 - TAIL));
    }

    /** The interval moved along. */
    Interval plus(double shift) {
        return new Interval(low + shift, high + shift);
    }

    /** The value below which a share {@code q} of the sorted values lie, linear in between. */
    static double quantile(double[] sorted, double q) {
        double at = q * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
