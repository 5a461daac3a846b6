package org.unclip.training.cluster;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.unclip.config.ExitCode;
import org.unclip.config.UserError;
import org.unclip.training.RanksLostException;

/** How often a training is tried again, and after which pause; a new checkpoint lets the counting begin anew. */
final class Resubmissions {
    private static final int LONGEST_PAUSE_SECONDS = 60;
    private static final int MOST_DOUBLINGS = 10;

    private final int most;
    private final int firstPauseSeconds;
    private final Consumer<String> say;
    private int failures;

    /** As the configuration allows, telling the user of each. */
    Resubmissions(ClusterConfig config, Consumer<String> say) {
        this.most = config.resubmissions();
        this.firstPauseSeconds = config.backoffSeconds();
        this.say = say;
    }

    /**
     * Pauses before another attempt.
     *
     * @param progressed whether the attempt that failed brought a new checkpoint
     * @throws UserError if there were too many: with {@link ExitCode#CLUSTER_LOST} for lost ranks, with the exit code of
     *     the fault for any other
     */
    void next(RanksLostException loss, boolean progressed) {
        failures = progressed ? 1 : failures + 1;
        String words = loss.getMessage().endsWith(".") ? loss.getMessage() : loss.getMessage() + ".";
        if (failures > most) {
            throw new UserError(
                    loss.getCause() instanceof UserError fault ? fault.exitCode() : ExitCode.CLUSTER_LOST,
                    ("%s Gave up after %d failed attempt%s in a row: mend that and run the same command again, or raise"
                                    + " cluster.resubmissions.")
                            .formatted(words, failures, failures == 1 ? "" : "s"),
                    loss);
        }
        long seconds =
                Math.min(LONGEST_PAUSE_SECONDS, (long) firstPauseSeconds << Math.min(failures - 1, MOST_DOUBLINGS));
        say.accept("%s Trying again in %d s (%d of %d).".formatted(words, seconds, failures, most));
        Slots.pause(TimeUnit.SECONDS.toMillis(seconds));
    }
}
