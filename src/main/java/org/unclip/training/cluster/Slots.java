package org.unclip.training.cluster;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.apache.spark.SparkContext;
import org.unclip.config.UserError;

/**
 * The places for ranks that the cluster's executors have: cores over {@code spark.task.cpus}, or GPUs over {@code
 * spark.task.resource.gpu.amount}. One thread.
 */
final class Slots {
    private static final long POLL_MILLIS = 200;
    private static final long SETTLED_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final long SAY_EVERY_NANOS = TimeUnit.SECONDS.toNanos(10);

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
     * Waits for places.
     *
     * @param wanted returns at once when there are so many
     * @param least fewest that will do after the time is up
     * @return how many there are, at most {@code wanted}
     * @throws UserError if there are too few
     */
    int await(int wanted, int least, int timeoutSeconds) {
        return Math.min(wanted, await("%d of " + wanted, there -> there >= wanted, least, timeoutSeconds));
    }

    /**
     * Waits for all places that the cluster has to give: until none has come for a few seconds.
     *
     * @param least fewest that will do
     * @throws UserError if there are too few after the time is up
     */
    int awaitAll(int least, int timeoutSeconds) {
        int[] before = {0};
        long[] changed = {System.nanoTime()};
        return await(
                "%d",
                there -> {
                    if (there != before[0]) {
                        before[0] = there;
                        changed[0] = System.nanoTime();
                    }
                    return there >= least && System.nanoTime() - changed[0] > SETTLED_NANOS;
                },
                least,
                timeoutSeconds);
    }

    private int await(String shown, IntPredicate enough, int least, int timeoutSeconds) {
        long begin = System.nanoTime();
        long said = begin;
        int there = now();
        while (!enough.test(there) && System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(timeoutSeconds)) {
            if (System.nanoTime() - said > SAY_EVERY_NANOS) {
                said = System.nanoTime();
                say.accept(("Waiting for executors: they have " + shown + " slots for ranks.").formatted(there));
            }
            pause(POLL_MILLIS);
            there = now();
        }
        if (there < least) {
            throw tooFew(there, least, timeoutSeconds);
        }
        return there;
    }

    private UserError tooFew(int there, int least, int timeoutSeconds) {
        return UserError.retry(
                ("The executors of %s have %d slots for ranks after %d s, but a training needs at least %d: start more"
                                + " workers, free the cluster of other applications, or lower cluster.minRanks.")
                        .formatted(spark.master(), there, timeoutSeconds, least),
                null);
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
