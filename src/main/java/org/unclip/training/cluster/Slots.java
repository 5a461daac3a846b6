package org.unclip.training.cluster;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.spark.SparkContext;
import org.unclip.config.ExitCode;
import org.unclip.config.UserError;

/**
 * The places for ranks that the cluster's executors have: cores over {@code spark.task.cpus}, or GPUs over {@code
 * spark.task.resource.gpu.amount}. One thread.
 */
final class Slots {
    private static final long POLL_MILLIS = 200;
    private static final long SETTLING_MILLIS = 3000;
    private static final long SAY_EVERY_SECONDS = 10;

    private final SparkContext spark;
    private final Consumer<String> say;

    /** Of a context, telling the user while it waits. */
    Slots(SparkContext spark, Consumer<String> say) {
        this.spark = spark;
        this.say = say;
    }

    /** How many ranks could run now. */
    int now() {
        return spark.maxNumConcurrentTasks(spark.resourceProfileManager().defaultResourceProfile());
    }

    /**
     * Waits for places: for so many as are wanted, and when that takes too long, for as few as will do.
     *
     * @return how many there are, at most {@code wanted}
     * @throws UserError with {@link ExitCode#CLUSTER_LOST} if there are fewer than {@code least} in the end
     */
    int await(int wanted, int wantedSeconds, int least, int leastSeconds) {
        long begin = System.nanoTime();
        long said = begin;
        int there = now();
        while (there < wanted && secondsSince(begin) < wantedSeconds
                || there < least && secondsSince(begin) < leastSeconds) {
            if (secondsSince(said) >= SAY_EVERY_SECONDS) {
                said = System.nanoTime();
                say.accept("Waiting for executors: they have %d of %d slots for ranks.".formatted(there, wanted));
            }
            pause(POLL_MILLIS);
            there = now();
        }
        if (there < least) {
            throw new UserError(
                    ExitCode.CLUSTER_LOST,
                    ("The executors of %s have %d slots for ranks after %d s, but a training needs at least %d: start more"
                                    + " workers, free the cluster of other applications, or lower cluster.minRanks.")
                            .formatted(spark.master(), there, secondsSince(begin), least));
        }
        return Math.min(there, wanted);
    }

    /** Waits for as few places as will do, and then until no more come, or enough. */
    int awaitAll(int most, int least, int leastSeconds) {
        int there = await(least, leastSeconds, least, leastSeconds);
        int before = 0;
        while (there > before && there < most) {
            before = there;
            pause(SETTLING_MILLIS);
            there = now();
        }
        return Math.min(there, most);
    }

    private static long secondsSince(long nanos) {
        return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - nanos);
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw UserError.retry("Interrupted while waiting for the cluster: run the same command again.", e);
        }
    }
}
