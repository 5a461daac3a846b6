package org.unclip.job.stress;

import java.util.Optional;

/**
 * An executor of a {@link StandaloneCluster} that runs.
 *
 * @param process its JVM
 * @param application the identity Spark gave to the application it works for
 * @param id Spark's number of it in the application, {@code SparkEnv.executorId()} inside
 * @param worker the number of the worker that started it, from 1
 * @param host the address it is reached at
 */
public record ExecutorProcess(ProcessHandle process, String application, String id, int worker, String host) {
    private static final String MAIN = "org.apache.spark.executor.CoarseGrainedExecutorBackend";

    /** The executor that a process is, if it is one. */
    static Optional<ExecutorProcess> of(ProcessHandle process, int worker) {
        CommandLine line = CommandLine.of(process);
        if (!line.has(MAIN)) {
            return Optional.empty();
        }
        return Optional.of(new ExecutorProcess(
                process, line.valueOf("--app-id"), line.valueOf("--executor-id"), worker, line.valueOf("--hostname")));
    }

    /** Sends a signal to it. */
    public void send(Signal signal) {
        signal.sendTo(process);
    }
}
