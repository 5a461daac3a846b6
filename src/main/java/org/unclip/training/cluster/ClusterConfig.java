package org.unclip.training.cluster;

import java.util.Optional;
import org.unclip.config.UserError;
import org.unclip.paramserver.peer.WireSettings;

/**
 * How trainings run on a cluster.
 *
 * @param ranks most ranks that share a training, from 1 and at most {@code training.microBatches}; empty for one a task
 *     slot of the executors
 * @param minRanks fewest ranks to go on with, from 1 and at most {@code training.microBatches}
 * @param joinTimeoutSeconds how long to wait for executors, and for ranks to find each other, from 1
 * @param rejoinTimeoutSeconds how long to wait after a loss for as many executors as before, from 0
 * @param stepTimeoutSeconds how long a rank may take for its part of a step, and what is done with it: reading or writing
 *     a checkpoint, a validation; from 1
 * @param silenceSeconds a rank that is not heard of for so long is lost, from 2
 * @param resubmissions how many attempts may fail one after another without a new checkpoint, from 0
 * @param backoffSeconds pause before the first of them; doubled each time, up to a minute
 * @param encrypt whether what ranks exchange is encrypted
 */
public record ClusterConfig(
        Optional<Integer> ranks,
        int minRanks,
        int joinTimeoutSeconds,
        int rejoinTimeoutSeconds,
        int stepTimeoutSeconds,
        int silenceSeconds,
        int resubmissions,
        int backoffSeconds,
        boolean encrypt) {
    /** Throws {@link IllegalArgumentException} for a value out of its range. */
    public ClusterConfig {
        requireFrom("ranks", 1, ranks.orElse(1));
        requireFrom("minRanks", 1, minRanks);
        if (ranks.isPresent() && minRanks > ranks.get()) {
            throw new IllegalArgumentException(
                    "minRanks must be at most ranks = %d, got %d".formatted(ranks.get(), minRanks));
        }
        requireFrom("joinTimeoutSeconds", 1, joinTimeoutSeconds);
        requireFrom("rejoinTimeoutSeconds", 0, rejoinTimeoutSeconds);
        requireFrom("stepTimeoutSeconds", 1, stepTimeoutSeconds);
        requireFrom("resubmissions", 0, resubmissions);
        requireFrom("backoffSeconds", 0, backoffSeconds);
        new WireSettings(silenceSeconds, encrypt);
    }

    /**
     * Compares the numbers of ranks with a training's micro-batches, of which each rank needs one.
     *
     * @throws UserError if these are fewer
     */
    public void requireWithin(int microBatches) {
        ranks.ifPresent(most -> requireAtMost("cluster.ranks", most, microBatches));
        requireAtMost("cluster.minRanks", minRanks, microBatches);
    }

    private static void requireAtMost(String key, int ranks, int microBatches) {
        if (ranks > microBatches) {
            throw UserError.of(
                    key,
                    ranks,
                    "at most training.microBatches = " + microBatches,
                    "lower it, or raise microBatches, which changes the result");
        }
    }

    WireSettings wire() {
        return new WireSettings(silenceSeconds, encrypt);
    }

    RankTask.Timeouts timeouts() {
        return new RankTask.Timeouts(joinTimeoutSeconds, stepTimeoutSeconds);
    }

    private static void requireFrom(String name, int least, int value) {
        if (value < least) {
            throw new IllegalArgumentException("%s must be at least %d, got %d".formatted(name, least, value));
        }
    }
}
