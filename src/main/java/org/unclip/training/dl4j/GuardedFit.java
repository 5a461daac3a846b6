package org.unclip.training.dl4j;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.unclip.config.UserError;

/**
 * Waits for a fit of Deeplearning4j's as long as it can still end.
 *
 * <p>Those who lost a peer try to reach it for ever, and take no notice of being interrupted. So a fit has a thread of its
 * own, which is left behind where an executor is lost or the time is over; only the end of the Spark application frees
 * the executors.
 *
 * @param what is done, for messages
 */
record GuardedFit(SparkContext spark, String what, long timeoutSeconds) {

    /**
     * Runs a fit.
     *
     * @throws UserError if an executor is lost or the time is over
     */
    void run(Runnable fit) {
        CompletableFuture<Void> end = new CompletableFuture<>();
        SparkListener losses = new SparkListener() {
            @Override
            public void onExecutorRemoved(SparkListenerExecutorRemoved event) {
                end.completeExceptionally(UserError.retry(
                        "Executor %s was lost (%s) in %s, and Deeplearning4j's parameter server cannot go on without it: start the training again."
                                .formatted(event.executorId(), event.reason(), what),
                        null));
            }
        };
        spark.addSparkListener(losses);
        Thread thread = new Thread(() -> complete(end, fit), "unclip-dl4j-fit");
        thread.setDaemon(true);
        thread.start();
        try {
            await(end);
        } finally {
            spark.removeSparkListener(losses);
        }
    }

    private void complete(CompletableFuture<Void> end, Runnable fit) {
        try {
            spark.setJobGroup(what, what, false);
            fit.run();
            end.complete(null);
        } catch (Throwable e) { // Spark's checked exceptions too, which Deeplearning4j does not declare
            end.completeExceptionally(e);
        }
    }

    private void await(CompletableFuture<Void> end) {
        try {
            end.get(timeoutSeconds, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            spark.cancelJobGroup(what);
            throw UserError.retry(
                    "Deeplearning4j's parameter server did not end %s within dl4j.roundTimeoutSeconds = %d: see that driver and executors reach each other by UDP (dl4j.controllerAddress, port and networkMask), or allow more."
                            .formatted(what, timeoutSeconds),
                    e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UserError fault) {
                throw fault;
            }
            throw new IllegalStateException("Deeplearning4j failed in " + what, e.getCause());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    static UserError interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return UserError.retry("Interrupted while Deeplearning4j's parameter server trained.", cause);
    }
}
