package org.unclip.training.cluster;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.spark.SparkContext;
import org.unclip.config.UserError;

/**
 * The places for ranks that the cluster's executors have: cores over {@code spark.task.cpus}, or GPUs over {@code
 * spark.task.resource.gpu.amount}. One thread.
 */
final class Slots {
    private static final long POLL_MILLIS = 200;
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
        long begin = System.nanoTime();
        long said = begin;
        int there = now();
        while (there < wanted && System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(timeoutSeconds)) {
            if (System.nanoTime() - said > SAY_EVERY_NANOS) {
                said = System.nanoTime();
                say.accept("Waiting for executors: they have %d of %d slots for ranks.".formatted(there, wanted));
            }
            pause(POLL_MILLIS);
            there = now();
        }
        if (there < least) {
            throw tooFew(there, least, timeoutSeconds);
        }
        return Math.min(there, wanted);
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
