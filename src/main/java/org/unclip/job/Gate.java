package org.unclip.job;

import java.util.Locale;
import java.util.Optional;
import org.unclip.report.Metric;
import org.unclip.report.Metric.Better;

/**
 * What one figure of a new release must reach. Each part that is given counts.
 *
 * @param worseBy how much worse than the promoted release's it may be, in the figure's own unit, from 0
 * @param atLeast lowest value
 * @param atMost highest value
 */
public record Gate(Optional<Double> worseBy, Optional<Double> atLeast, Optional<Double> atMost) {
    public Gate {
        if (worseBy.isPresent() && !(worseBy.get() >= 0)) {
            throw new IllegalArgumentException("worseBy must be at least 0, got " + worseBy.get());
        }
    }

    /**
     * What came of a gate.
     *
     * @param metric the figure's key
     * @param before of the promoted release; {@code null} without one
     * @param words value and limit, for people
     */
    public record Result(String metric, double value, Double before, boolean passed, String words) {}

    /** Judges a figure against that of the promoted release, if there is one. */
    Result judge(Metric metric, Optional<Metric> before) {
        double value = metric.value();
        Double old = before.map(Metric::value).orElse(null);
        double worse = old == null ? 0 : metric.better() == Better.LOWER ? value - old : old - value;
        boolean passed = worse <= worseBy.orElse(Double.POSITIVE_INFINITY)
                && value >= atLeast.orElse(Double.NEGATIVE_INFINITY)
                && value <= atMost.orElse(Double.POSITIVE_INFINITY);
        String words = "%s %s%s%s%s%s"
                .formatted(
                        metric.key(),
                        shown(value),
                        old == null ? "" : ", release " + shown(old),
                        worseBy.filter(most -> old != null)
                                .map(most -> ", may be worse by " + shown(most))
                                .orElse(""),
                        atLeast.map(least -> ", at least " + shown(least)).orElse(""),
                        atMost.map(most -> ", at most " + shown(most)).orElse(""));
        return new Result(metric.key(), value, old, passed, (passed ? "passed: " : "refused: ") + words);
    }

    private static String shown(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }
}
