package org.unclip.training.cluster;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.unclip.config.ExitCode;
import org.unclip.config.UserError;
import org.unclip.training.RanksLostException;

/** How often a training is tried again, and after which pause: attempts that bring a new checkpoint do not count. */
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
     * @throws UserError with {@link ExitCode#CLUSTER_LOST} if there were too many
     */
    void next(RanksLostException loss, boolean progressed) {
        failures = progressed ? 1 : failures + 1;
        String words = loss.getMessage().endsWith(".") ? loss.getMessage() : loss.getMessage() + ".";
        if (failures > most) {
            throw new UserError(
                    ExitCode.CLUSTER_LOST,
                    ("%s Gave up after %d attempt%s without a new checkpoint: mend the cluster and run the same command"
                                    + " again, or raise cluster.resubmissions.")
                            .formatted(words, failures, failures == 1 ? "" : "s"),
                    loss);
        }
        long seconds =
                Math.min(LONGEST_PAUSE_SECONDS, (long) firstPauseSeconds << Math.min(failures - 1, MOST_DOUBLINGS));
        say.accept("%s Trying again in %d s (%d of %d).".formatted(words, seconds, failures, most));
        Slots.pause(TimeUnit.SECONDS.toMillis(seconds));
    }
}
