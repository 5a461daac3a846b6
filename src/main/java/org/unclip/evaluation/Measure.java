package org.unclip.evaluation;

/**
 * A {@link Metric} but for its figures: what is written beside the code that measures it.
 *
 * @param key as in the metric
 * @param name as in the metric
 * @param better as in the metric
 * @param meaning as in the metric
 * @param cannotTell as in the metric
 */
record Measure(String key, String name, Metric.Better better, String meaning, String cannotTell) {

    /** What was estimated. */
    Metric at(Estimate estimate) {
        return at(estimate.value(), estimate.interval());
    }

    /** What was measured, with the interval it lies in. */
    Metric at(double value, Interval interval) {
        return new Metric(key, name, value, interval.low(), interval.high(), better, meaning, cannotTell);
    }
}
