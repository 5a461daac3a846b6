package org.unclip.job;

import java.util.List;
import java.util.function.Function;
import org.unclip.report.Metric;

/** Measured figures as a report has them, under headings, and as lines of text. */
final class ReportedMetrics {
    private ReportedMetrics() {}

    /** What was measured, under a heading. */
    static List<Metric> of(String group, List<org.unclip.evaluation.Metric> measured) {
        return measured.stream()
                .map(metric -> new Metric(
                        group,
                        metric.key(),
                        metric.name(),
                        metric.value(),
                        metric.low(),
                        metric.high(),
                        Metric.Better.valueOf(metric.better().name()),
                        metric.meaning(),
                        metric.cannotTell()))
                .toList();
    }

    /** The figures, a line each. */
    static String lines(List<Metric> metrics) {
        return lines(
                metrics, metric -> "    %-40s %8.3f%s%n".formatted(metric.name(), metric.value(), interval(metric)));
    }

    /** The figures, each with a line below that says what it means and cannot tell. */
    static String explained(List<Metric> metrics) {
        return lines(metrics, metric -> "    %-40s %10s%s%n        %s Cannot tell: %s%n"
                .formatted(
                        metric.name(),
                        figure(metric),
                        interval(metric),
                        metric.meaning(),
                        uncapitalised(metric.cannotTell())));
    }

    private static String lines(List<Metric> metrics, Function<Metric, String> line) {
        StringBuilder lines = new StringBuilder();
        String group = "";
        for (Metric metric : metrics) {
            if (!metric.group().equals(group)) {
                group = metric.group();
                lines.append("  %s%n".formatted(group));
            }
            lines.append(line.apply(metric));
        }
        return lines.toString().stripTrailing();
    }

    private static String interval(Metric metric) {
        return metric.hasInterval() ? "  (%.3f to %.3f)".formatted(metric.low(), metric.high()) : "";
    }

    /** Counts as whole numbers, estimates as precisely as their intervals, anything else with six decimals. */
    private static String figure(Metric metric) {
        boolean whole = metric.value() == Math.rint(metric.value());
        String format = metric.hasInterval() ? "%.3f" : whole ? "%,.0f" : "%.6f";
        return format.formatted(metric.value());
    }

    private static String uncapitalised(String sentence) {
        return Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1);
    }
}
