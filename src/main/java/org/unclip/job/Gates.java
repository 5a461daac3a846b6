package org.unclip.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.unclip.config.UserError;
import org.unclip.report.Metric;

/**
 * What a new release must reach.
 *
 * @param gates by keys of figures
 */
record Gates(Map<String, Gate> gates) {
    private static final Pattern SCENES = Pattern.compile("(two-)?(seen|held-out)-");

    /**
     * Judges what was measured.
     *
     * @param before the same figures of the promoted release; empty without one
     * @throws UserError if a gate's figure was not measured of both, as nobody could tell whether it passes
     */
    List<Gate.Result> judge(List<Metric> measured, Optional<List<Metric>> before) {
        List<Gate.Result> results = new ArrayList<>();
        new TreeMap<>(gates)
                .forEach((key, gate) ->
                        results.add(gate.judge(require(key, measured), before.map(old -> require(key, old)))));
        return results;
    }

    /**
     * Looks before a training whether its gates can be judged.
     *
     * @param captions how many held-out captions will be drawn
     * @throws UserError if they are too few to measure what a gate asks for
     */
    void requireCaptions(long captions) {
        boolean ofCaptions =
                gates.keySet().stream().anyMatch(key -> !SCENES.matcher(key).lookingAt());
        if (ofCaptions && captions < CaptionEvaluation.SMALLEST_SET) {
            throw UserError.of(
                    "The number of held-out captions to measure by",
                    captions,
                    "at least %d for retrain.gates %s".formatted(CaptionEvaluation.SMALLEST_SET, gates.keySet()),
                    "raise data.validationFraction in a new home or evaluation.captions, or set the gates to null");
        }
    }

    private static Metric require(String key, List<Metric> metrics) {
        return find(key, metrics).orElseThrow(() -> unknown(key, metrics));
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
