package org.unclip.job;

import java.util.function.IntToLongFunction;
import java.util.function.LongSupplier;
import org.apache.spark.Success$;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;

/** Shows how far a Spark job is each time that one of its tasks ends. Close it when the job ends. */
final class TaskProgress extends SparkListener implements AutoCloseable {

    private final SparkSession spark;
    private final Progress progress;
    private final IntToLongFunction items;
    private int finished;

    private TaskProgress(SparkSession spark, Progress progress, IntToLongFunction items) {
        this.spark = spark;
        this.progress = progress;
        this.items = items;
    }

    /**
     * Begins to watch a job of one stage.
     *
     * @param task a few words
     * @param unit of the items, in the plural
     * @param items in all, spread evenly over the tasks
     * @param tasks of the job's last stage
     */
    static TaskProgress watch(Run run, String task, String unit, long items, int tasks) {
        return watch(run, run.console().progress(task, unit, 0, items), n -> items * Math.min(n, tasks) / tasks);
    }

    /**
     * Begins to watch jobs whose tasks count.
     *
     * @param task a few words
     * @param unit of the items, in the plural
     * @param items in all
     * @param done an accumulator of the items that tasks are done with, those of repeated tasks among them
     */
    static TaskProgress watch(Run run, String task, String unit, long items, LongSupplier done) {
        Progress progress = run.console().progress(task, unit, 0, items);
        return watch(run, progress, n -> Math.min(items, done.getAsLong()));
    }

    private static TaskProgress watch(Run run, Progress progress, IntToLongFunction items) {
        TaskProgress watch = new TaskProgress(run.spark(), progress, items);
        run.spark().sparkContext().addSparkListener(watch);
        return watch;
    }

    @Override
    public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
        if (end.reason() == Success$.MODULE$) {
            finished += end.taskType().equals("ResultTask") ? 1 : 0;
            progress.update(items.applyAsLong(finished), "");
        }
    }

    @Override
    public synchronized void close() {
        spark.sparkContext().removeSparkListener(this);
        progress.update(items.applyAsLong(finished), ""); // of tasks whose end was not told yet too, if they count
        progress.close();
    }
}
