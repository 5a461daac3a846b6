package org.unclip.job.plan;

import java.util.Optional;
import org.unclip.config.UserError;

/**
 * What of a plan is given rather than found out.
 *
 * @param examplesPerSecond that one rank computes; measured unless given
 * @param steps of the training; those of the settings unless given
 * @param pairs of the data set; those of the table, or of the drawn scenes, unless given
 * @param ranks that share the training; cluster.ranks unless given, 1 with a local master
 * @param gigabits of the network between ranks, Gbit/s
 */
public record PlanRequest(
        Optional<Double> examplesPerSecond,
        Optional<Long> steps,
        Optional<Long> pairs,
        Optional<Integer> ranks,
        double gigabits) {
    public PlanRequest {
        examplesPerSecond.ifPresent(value -> requirePositive("--examples-per-second", value));
        steps.ifPresent(value -> requirePositive("--steps", value));
        pairs.ifPresent(value -> requirePositive("--pairs", value));
        ranks.ifPresent(value -> requirePositive("--ranks", value));
        requirePositive("--gigabits", gigabits);
    }

    private static void requirePositive(String option, Number value) {
        if (!(value.doubleValue() > 0)) {
            throw UserError.of(option, value, "above 0", "correct it, or leave it out");
        }
    }
}
