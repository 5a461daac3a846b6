package org.unclip.data.metrics;

import java.io.Serializable;
import java.util.function.DoubleSupplier;
import org.apache.spark.SparkContext;
import org.apache.spark.util.LongAccumulator;

/** Counts the pairs that a job's tasks are done with, on the driver as each task ends; those of a repeated task again. */
public final class PairCounts implements Serializable {
    private static final long serialVersionUID = 1;

    private final String job;
    private final LongAccumulator done;
    private final LongAccumulator rejected;

    /** Counts for a job of this name from 0. */
    public PairCounts(SparkContext spark, String job) {
        this.job = job;
        done = spark.longAccumulator(job + ": pairs");
        rejected = spark.longAccumulator(job + ": rejected pairs");
    }

    /** Adds what a task has done; {@code unusable} of the pairs were rejected. */
    public void add(long pairs, long unusable) {
        done.add(pairs);
        rejected.add(unusable);
    }

    /** Pairs done so far, rejected ones included. */
    public long done() {
        return done.value();
    }

    /**
     * Serves them until the gauges are closed.
     *
     * @param total pairs there are to do
     * @param rejectedLimit share of rejected pairs that the job fails above, 0 to 1
     */
    public Gauges served(long total, double rejectedLimit) {
        Gauges gauges = Gauges.of("pairs", job);
        DoubleSupplier seconds = Gauges.secondsSinceNow();
        gauges.set("total", total);
        gauges.set("done", this::done);
        gauges.set("per_second", () -> done() / seconds.getAsDouble());
        gauges.set("rejected", rejected::value);
        gauges.set("rejected_limit_ratio", rejectedLimit);
        return gauges;
    }
}
