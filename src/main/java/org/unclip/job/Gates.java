package org.unclip.job;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.unclip.config.UserError;
import org.unclip.report.Metric;

/**
 * What a new release must reach.
 *
 * @param gates by keys of figures
 */
record Gates(Map<String, Gate> gates) {

    /**
     * Judges what was measured.
     *
     * @param before the same figures of the promoted release; none without one
     * @throws UserError if a gate's figure was not measured, as nobody could tell whether it passes
     */
    List<Gate.Result> judge(List<Metric> measured, List<Metric> before) {
        return new TreeMap<>(gates)
                .entrySet().stream()
                        .map(gate -> gate.getValue()
                                .judge(
                                        find(gate.getKey(), measured)
                                                .orElseThrow(() -> unknown(gate.getKey(), measured)),
                                        find(gate.getKey(), before)))
                        .toList();
    }

    private static Optional<Metric> find(String key, List<Metric> metrics) {
        return metrics.stream().filter(metric -> metric.key().equals(key)).findFirst();
    }

    private static UserError unknown(String key, List<Metric> measured) {
        return UserError.of(
                "retrain.gates",
                key,
                "a figure that was measured, of "
                        + measured.stream().map(Metric::key).distinct().sorted().toList(),
                "set retrain.gates.\"%s\" to null, or hold out at least 10 pairs to measure by".formatted(key));
    }

    /** The figures that were judged, by name. */
    static Map<String, Double> figures(List<Gate.Result> results) {
        Map<String, Double> figures = new TreeMap<>();
        for (Gate.Result result : results) {
            figures.put(result.metric(), result.value());
            if (result.before() != null) {
                figures.put(result.metric() + "-of-release", result.before());
            }
        }
        return figures;
    }
}
