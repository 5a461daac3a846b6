package org.unclip.evaluation;

/**
 * One measured figure with what it says.
 *
 * @param key stable name for programs, in kebab-case
 * @param name for people
 * @param value finite
 * @param low lower end of the 95 % interval, {@code null} without one
 * @param high upper end of the 95 % interval, {@code null} without one
 * @param better which way is better
 * @param meaning what the value says, one line
 * @param cannotTell what it leaves open, one line
 */
public record Metric(
        String key,
        String name,
        double value,
        Double low,
        Double high,
        Better better,
        String meaning,
        String cannotTell) {

    /** Which values are better. */
    public enum Better {
        HIGHER,
        LOWER,
        NEITHER
    }

    public Metric {
        if (!key.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
            throw new IllegalArgumentException("key must be kebab-case, got " + key);
        }
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(key + " is " + value + ", which is no measurement");
        }
    }

    /** The same measurement where no way is better, as of something to compare with. */
    public Metric neither() {
        return new Metric(key, name, value, low, high, Better.NEITHER, meaning, cannotTell);
    }

    /** The same measurement under another name, where one measure is taken of several things. */
    public Metric as(String otherKey, String otherName) {
        return new Metric(otherKey, otherName, value, low, high, better, meaning, cannotTell);
    }
}
