package org.unclip.job.stress;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;

/** What each task got: {@code EXECUTOR:ADDRESSES}. */
final class TaskGpus implements FlatMapFunction<Iterator<Integer>, String> {
    private static final long serialVersionUID = 1L;

    @Override
    public Iterator<String> call(Iterator<Integer> numbers) {
        String addresses =
                String.join(",", TaskContext.get().resourcesJMap().get("gpu").addresses());
        return List.of(SparkEnv.get().executorId() + ":" + addresses).iterator();
    }
}
