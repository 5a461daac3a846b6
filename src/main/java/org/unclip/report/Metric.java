package org.unclip.report;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A measure of the run; also an element of the list in {@code evaluation/metrics.json}, an object with these names that has
 * no {@code low} and {@code high} without an interval.
 *
 * @param group heading that it stands under
 * @param key name for programs
 * @param name name for people
 * @param low lower end of its interval; null if it has none
 * @param high upper end of its interval; null if it has none
 * @param meaning what it says
 * @param cannotTell what it does not say; may be empty
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Metric(
        String group,
        String key,
        String name,
        double value,
        Double low,
        Double high,
        Better better,
        String meaning,
        String cannotTell) {

    /** Which values are wished for. */
    public enum Better {
        HIGHER,
        LOWER,
        NEITHER
    }

    /** Whether it has an interval. */
    public boolean hasInterval() {
        return low != null && high != null;
    }
}
