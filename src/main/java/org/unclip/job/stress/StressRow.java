package org.unclip.job.stress;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How a run of a stress went.
 *
 * @param disturbance what was done
 * @param when it was done, in words; empty if it could not be
 * @param ranksBefore that trained before the fault, 0 if none was seen
 * @param ranksAfter that trained to the end
 * @param secondsToRecover from the fault to the first step of those that trained to the end; empty if the same went on
 * @param starts of the driver
 * @param digestEqual whether the last checkpoint is the undisturbed training's bit for bit; empty if there is none
 * @param failure why it does not count as survived, in words
 */
record StressRow(
        Disturbance disturbance,
        Optional<String> when,
        int ranksBefore,
        int ranksAfter,
        OptionalDouble secondsToRecover,
        int starts,
        Optional<Boolean> digestEqual,
        Optional<String> failure) {
    private static final String FORMAT = "%3s  %-5s  %-33s  %-44s  %6s  %5s  %9s  %6s  %-9s";

    /** What the columns are. */
    static String heading() {
        return FORMAT.formatted("run", "model", "fault", "when", "before", "after", "recovered", "starts", "digest");
    }

    /** Whether the fault happened, and the training came to its end. */
    boolean survived() {
        return failure.isEmpty();
    }

    boolean equal() {
        return digestEqual.orElse(false);
    }

    /** One line. */
    String words() {
        String row = FORMAT.formatted(
                disturbance.run(),
                disturbance.model().words(),
                disturbance.fault().words(),
                when.orElse("-"),
                ranksBefore == 0 ? "-" : ranksBefore,
                ranksAfter == 0 ? "-" : ranksAfter,
                secondsToRecover.isPresent()
                        ? String.format(Locale.ROOT, "%.1f s", secondsToRecover.getAsDouble())
                        : "-",
                starts,
                digestEqual.map(equal -> equal ? "equal" : "different").orElse("-"));
        return (row + failure.map(why -> "  " + why).orElse("")).stripTrailing();
    }

    /** The last line of a stress. */
    static String summary(List<StressRow> rows) {
        long survived = rows.stream().filter(StressRow::survived).count();
        long equal = rows.stream().filter(StressRow::equal).count();
        return "survived %d of %d, digests equal %d of %d".formatted(survived, rows.size(), equal, rows.size());
    }
}
