package org.unclip.training;

import java.io.Serializable;
import org.unclip.paramserver.AdamConfig;
import org.unclip.paramserver.EmaConfig;
import org.unclip.paramserver.LearningRateSchedule;
import org.unclip.paramserver.PushConfig;
import org.unclip.paramserver.ReductionTree;

/**
 * How one model is trained.
 *
 * @param steps optimiser steps of the whole run, from 1
 * @param batchSize examples a step, a multiple of {@code microBatches}
 * @param microBatches fixed parts of a batch (M), a power of two; the most workers that can share a step
 * @param learningRate peak of the schedule, above 0
 * @param warmupSteps steps of linear warm-up, below {@code steps}
 * @param finalLearningRateFraction what the cosine ends at, as a share of the peak, in [0, 1]
 * @param gradientClip largest norm of a step's mean gradient, above 0
 * @param checkpointEvery steps between checkpoints, from 1; the last step always writes one
 * @param keepCheckpoints how many of the latest checkpoints to keep beside the best, from 1
 * @param validateEvery steps between validations and at the end; 0 for never. A checkpoint of a step without one is
 *     never the best
 * @param sampleEvery steps between drawn samples and at the end; 0 for never
 * @param logEvery steps between lines in the metrics log, from 1
 * @param server which parameter server holds the parameters on a cluster
 * @param push how its ranks send gradients
 */
public record TrainingConfig(
        long steps,
        int batchSize,
        int microBatches,
        double learningRate,
        long warmupSteps,
        double finalLearningRateFraction,
        AdamConfig adam,
        double gradientClip,
        EmaConfig ema,
        long checkpointEvery,
        int keepCheckpoints,
        long validateEvery,
        long sampleEvery,
        long logEvery,
        Server server,
        PushConfig push)
        implements Serializable {
    /** A parameter server. */
    public enum Server {
        /** Unclip's own: synchronous, sharded, the same bits for any number of ranks ({@link org.unclip.paramserver}). */
        SHARDED,
        /** Deeplearning4j's {@code SharedTrainingMaster}, with the limits that {@code training.dl4j} names. */
        DL4J_SHARED
    }

    /** Throws {@link IllegalArgumentException} for a value out of its range. */
    public TrainingConfig {
        requireFrom("steps", 1, steps);
        new ReductionTree(microBatches);
        if (batchSize < 1 || batchSize % microBatches != 0) {
            throw new IllegalArgumentException(
                    "batchSize must be a multiple of microBatches = %d, got %d".formatted(microBatches, batchSize));
        }
        new LearningRateSchedule(learningRate, warmupSteps, steps, finalLearningRateFraction);
        if (!(gradientClip > 0)) {
            throw new IllegalArgumentException("gradientClip must be above 0, got " + gradientClip);
        }
        requireFrom("checkpointEvery", 1, checkpointEvery);
        requireFrom("keepCheckpoints", 1, keepCheckpoints);
        requireFrom("validateEvery", 0, validateEvery);
        requireFrom("sampleEvery", 0, sampleEvery);
        requireFrom("logEvery", 1, logEvery);
    }

    /** The same for weights that are trained already: a share of the steps, of the peak learning rate, of the warm-up. */
    public TrainingConfig continuing(double stepsFraction, double learningRateFraction) {
        long fewer = Math.max(1, Math.round(steps * stepsFraction));
        return new TrainingConfig(
                fewer,
                batchSize,
                microBatches,
                learningRate * learningRateFraction,
                Math.min(fewer - 1, Math.round(warmupSteps * stepsFraction)),
                finalLearningRateFraction,
                adam,
                gradientClip,
                ema,
                checkpointEvery,
                keepCheckpoints,
                validateEvery,
                sampleEvery,
                logEvery,
                server,
                push);
    }

    /** Examples in each micro-batch. */
    public int microBatchSize() {
        return batchSize / microBatches;
    }

    /** Whether what is done every so many steps, and at the end, is to be done after so many; 0 is never. */
    boolean isDue(long every, long stepsDone) {
        return every > 0 && (stepsDone % every == 0 || stepsDone == steps);
    }

    /** The learning rate of each step. */
    public LearningRateSchedule schedule() {
        return new LearningRateSchedule(learningRate, warmupSteps, steps, finalLearningRateFraction);
    }

    private static void requireFrom(String name, long least, long value) {
        if (value < least) {
            throw new IllegalArgumentException("%s must be at least %d, got %d".formatted(name, least, value));
        }
    }
}
