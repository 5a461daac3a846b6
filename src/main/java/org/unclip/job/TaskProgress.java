package org.unclip.job;

import org.apache.spark.Success$;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;

/** Shows how far a Spark job is by its finished result tasks. Close it when the job ends. */
final class TaskProgress extends SparkListener implements AutoCloseable {

    private final SparkSession spark;
    private final Progress progress;
    private final int tasks;
    private final long items;
    private int finished;

    private TaskProgress(SparkSession spark, Progress progress, int tasks, long items) {
        this.spark = spark;
        this.progress = progress;
        this.tasks = tasks;
        this.items = items;
    }

    /**
     * Begins to watch.
     *
     * @param task a few words
     * @param unit of the items, in the plural
     * @param items in all, spread evenly over the tasks
     * @param tasks of the job's last stage
     */
    static TaskProgress watch(Run run, String task, String unit, long items, int tasks) {
        Progress progress = run.console().progress(task, unit, 0, items);
        TaskProgress watch = new TaskProgress(run.spark(), progress, tasks, items);
        run.spark().sparkContext().addSparkListener(watch);
        return watch;
    }

    @Override
    public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
        if (end.taskType().equals("ResultTask") && end.reason() == Success$.MODULE$ && finished < tasks) {
            finished++;
            progress.update(items * finished / tasks, "");
        }
    }

    @Override
    public synchronized void close() {
        spark.sparkContext().removeSparkListener(this);
        progress.close();
    }
}
