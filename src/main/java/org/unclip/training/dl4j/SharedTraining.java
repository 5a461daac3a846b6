package org.unclip.training.dl4j;

import java.io.Serializable;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.optimize.solvers.accumulation.encoding.threshold.AdaptiveThresholdAlgorithm;
import org.nd4j.parameterserver.distributed.v2.ModelParameterServer;
import org.unclip.config.UserError;
import org.unclip.nn.ModelGraph;
import org.unclip.training.TrainingBatches;
import org.unclip.training.TrainingConfig;

/**
 * Training by Deeplearning4j's {@code SharedTrainingMaster}: every executor trains a replica on its share of the
 * micro-batches, and sends the others and the driver those updates that exceed a threshold (Strom 2015), without waiting
 * for them.
 *
 * <p>The steps are done in rounds. A round has a training master of its own and begins with the driver's parameters on
 * every replica and with the mean of the executors' moments; so replicas drift apart for a round and no longer.
 *
 * <p>It is less than Unclip's own server, in these ways:
 *
 * <ul>
 *   <li>It is not reproducible: updates arrive in any order, and those that come after an executor's last micro-batch, or
 *       below the threshold at a round's end, are lost. The result depends on the number of executors.
 *   <li>Every micro-batch is an update at the M-th part of the step's learning rate, not a part of one mean gradient.
 *       Each vertex's gradient is clipped by its own norm, not by that of the whole. No average of the weights is kept.
 *   <li>There are no checkpoints: the caller may keep each round's parameters, but not continue from them exactly.
 *   <li>A lost executor ends the training. The other executors then wait for it until the Spark application ends.
 *   <li>Driver and executors must reach each other by UDP, unauthenticated and in the clear: use it on a network of
 *       your own.
 *   <li>An executor trains in one thread, so those of one core waste nothing. In local mode there is one replica.
 * </ul>
 *
 * <p>The server is the only one of the process: train one model at a time. After a failure the process must end.
 */
public final class SharedTraining {

    private static final long POLL_MILLIS = 100;

    private static boolean failed;

    private final Dl4jConfig config;
    private final Round.Observer observer;

    /** A training that reports to an observer after each round. */
    public SharedTraining(Dl4jConfig config, Round.Observer observer) {
        this.config = config;
        this.observer = observer;
    }

    /**
     * Trains all steps.
     *
     * @param batches the streams: micro-batch m of step s is {@code training().batch(s, m)}
     * @param initial parameters in the layout of the network
     * @return the trained parameters
     * @throws UserError if executors are missing, one is lost, a round takes too long, or the parameters stay as they
     *     were or leave the finite numbers
     */
    public <B extends TrainingBatches & Serializable> float[] train(
            JavaSparkContext spark, ModelGraph graph, B batches, TrainingConfig training, float[] initial) {
        if (failed) {
            throw new IllegalStateException(
                    "a training of this process failed, and its threads still seek their peers");
        }
        if (config.executors() > training.microBatches()) {
            throw UserError.of(
                    "dl4j.executors",
                    config.executors(),
                    "at most training.microBatches = " + training.microBatches(),
                    "lower it, or raise the other");
        }
        awaitExecutors(spark);
        RoundStart.setAeron();
        failed = true; // unless it ends well: what a failed one leaves must not be closed while its threads use it
        float[] trained = rounds(spark, graph, batches, training, initial);
        ModelParameterServer.getInstance().shutdown();
        failed = false;
        return trained;
    }

    private <B extends TrainingBatches & Serializable> float[] rounds(
            JavaSparkContext spark, ModelGraph graph, B batches, TrainingConfig training, float[] initial) {
        String name = UUID.randomUUID().toString();
        int partitions = spark.isLocal() ? 1 : config.executors();
        RoundState state = new RoundState(initial, null, new AdaptiveThresholdAlgorithm(config.threshold()));
        for (long first = 0; first < training.steps(); first += config.roundSteps()) {
            long end = Math.min(training.steps(), first + config.roundSteps());
            RoundStreams<B> streams =
                    new RoundStreams<>(name, batches, first, end, training.microBatches(), partitions);
            SharedRound round = new SharedRound(spark, config, graph, training, streams);
            RoundState before = state;
            state = round.run(before);
            check(streams, before.parameters(), state.parameters());
            observer.onRound(new Round(end, round.lastLoss(), state.parameters()));
        }
        return state.parameters();
    }

    private void awaitExecutors(JavaSparkContext spark) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(config.roundTimeoutSeconds());
        while (!spark.isLocal() && executors(spark) < config.executors()) {
            if (System.nanoTime() > until) {
                throw UserError.of(
                        "dl4j.executors",
                        config.executors(),
                        "at most the cluster's, which gave %d in %d seconds"
                                .formatted(executors(spark), config.roundTimeoutSeconds()),
                        "lower it, or add workers");
            }
            try {
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                throw GuardedFit.interrupted(e);
            }
        }
    }

    /** Those that have registered; Spark counts the driver too. */
    private static int executors(JavaSparkContext spark) {
        return spark.sc().statusTracker().getExecutorInfos().length - 1;
    }

    private void check(RoundStreams<?> streams, float[] before, float[] after) {
        if (Arrays.equals(before, after)) {
            throw UserError.fatal(
                    "No update of an executor reached the driver in %s: open UDP port %d of the driver (dl4j.port), or lower dl4j.threshold = %s."
                            .formatted(streams, config.port(), config.threshold()));
        }
        for (float value : after) {
            if (!Float.isFinite(value)) {
                throw UserError.fatal(
                        "A parameter is %s after %s: lower learningRate or gradientClip.".formatted(value, streams));
            }
        }
    }
}
