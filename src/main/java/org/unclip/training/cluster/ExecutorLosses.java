package org.unclip.training.cluster;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;

/** Why Spark removed executors, by their ids. */
final class ExecutorLosses extends SparkListener {
    private final Map<String, String> reasons = new ConcurrentHashMap<>();

    @Override
    public void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
        reasons.put(removed.executorId(), removed.reason());
    }

    Optional<String> reason(String executor) {
        return Optional.ofNullable(reasons.get(executor));
    }
}
