package org.unclip.training.dl4j;

import java.util.Optional;

/**
 * How {@link SharedTraining} uses Deeplearning4j's parameter server.
 *
 * @param executors that train, a power of two up to the number of micro-batches; one thread each, whatever its cores
 * @param threshold what a parameter's pending change must reach before it is sent, to begin with, above 0: it adapts
 *     until between one in 10,000 and one in 100 of the parameters are sent an update
 * @param controllerAddress IP address at which executors reach the driver; empty for {@code spark.driver.host}
 * @param port UDP port of the driver, 1024 to 65535; executors take any free one
 * @param networkMask network that executors are reached in, such as {@code 10.1.2.0/24}; empty for their environment
 *     variable {@code DL4J_VOID_IP}, and 127.0.0.1 where there is none
 * @param roundSteps steps between two meetings of the replicas, from 1. A round costs some 6 seconds beside its steps;
 *     after two minutes of one, a peer that does not answer Deeplearning4j within 0.1 seconds is taken for lost
 * @param roundTimeoutSeconds how long a round may take, from 1
 */
public record Dl4jConfig(
        int executors,
        double threshold,
        Optional<String> controllerAddress,
        int port,
        Optional<String> networkMask,
        long roundSteps,
        long roundTimeoutSeconds) {
    /** Throws {@link IllegalArgumentException} for a value out of its range. */
    public Dl4jConfig {
        if (Integer.bitCount(executors) != 1 || executors < 1) {
            throw new IllegalArgumentException("executors must be a power of two, got " + executors);
        }
        if (!(threshold > 0 && threshold <= 1)) {
            throw new IllegalArgumentException("threshold must be above 0 and at most 1, got " + threshold);
        }
        if (port < 1024 || port > 65535) {
            throw new IllegalArgumentException("port must be from 1024 to 65535, got " + port);
        }
        if (roundSteps < 1) {
            throw new IllegalArgumentException("roundSteps must be at least 1, got " + roundSteps);
        }
        if (roundTimeoutSeconds < 1) {
            throw new IllegalArgumentException("roundTimeoutSeconds must be at least 1, got " + roundTimeoutSeconds);
        }
    }
}
