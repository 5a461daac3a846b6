package org.unclip.job.plan;

import java.util.OptionalLong;
import org.unclip.training.TrainingConfig;

/**
 * What a training writes below the run's folder; samples, metrics and descriptions, some MB, are not counted.
 *
 * @param checkpointBytes of one checkpoint: parameters, both moments, average
 * @param checkpoints that are committed in all
 * @param checkpointsKept at most at a time, one that is being written among them
 * @param exampleBytes of a pair in the example shards
 * @param pairs none if not known
 * @param modelBytes of the released model
 */
public record PlannedStorage(
        long checkpointBytes,
        long checkpoints,
        long checkpointsKept,
        int exampleBytes,
        OptionalLong pairs,
        long modelBytes) {
    private static final int VECTORS = 4;

    static PlannedStorage of(PlannedTraining training, long steps, OptionalLong pairs) {
        TrainingConfig config = training.config();
        long every = config.checkpointEvery();
        long checkpoints = (steps + every - 1) / every;
        long best = config.validateEvery() > 0 ? 1 : 0;
        return new PlannedStorage(
                VECTORS * training.vectorBytes(),
                checkpoints,
                Math.min(checkpoints, config.keepCheckpoints() + best + 1),
                training.example().recordBytes(),
                pairs,
                training.vectorBytes());
    }

    /** All example shards; 0 if the number of pairs is not known. */
    public long shardBytes() {
        return pairs.orElse(0) * exampleBytes;
    }

    /** The most at a time. */
    public long peakBytes() {
        return checkpointsKept * checkpointBytes + shardBytes() + modelBytes;
    }

    /** All that is ever written. */
    public long writtenBytes() {
        return checkpoints * checkpointBytes + shardBytes() + modelBytes;
    }
}
