package org.unclip.job.stress;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How a disturbed embed job ended.
 *
 * @param when the fault happened, in words; empty if it did not
 * @param starts of the driver
 * @param seconds from the first start to the last end
 * @param difference of the table from the undisturbed one, or why there is none to compare; empty if there is no
 *     difference
 */
record EmbedRow(
        EmbedDisturbance disturbance, Optional<String> when, int starts, double seconds, Optional<String> difference) {
    private static final String FORMAT = "%3s  %-27s  %-34s  %6s  %8s  %s";

    /** What the columns are. */
    static String heading() {
        return FORMAT.formatted("run", "fault", "when", "starts", "seconds", "table");
    }

    boolean exact() {
        return difference.isEmpty();
    }

    /** One line. */
    String words() {
        return FORMAT.formatted(
                disturbance.run(),
                disturbance.fault().words(),
                when.orElse("-"),
                starts,
                String.format(Locale.ROOT, "%.1f", seconds),
                difference.orElse("exact"));
    }

    /** The last line of a stress. */
    static String summary(List<EmbedRow> rows) {
        return "exact %d of %d".formatted(rows.stream().filter(EmbedRow::exact).count(), rows.size());
    }
}
