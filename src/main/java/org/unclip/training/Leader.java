package org.unclip.training;

import java.util.Optional;
import java.util.OptionalDouble;
import org.unclip.storage.SliceFile;

/** Who hears from the ranks how a training goes: in the process of the only rank, or in the driver of many. */
public interface Leader {
    /** Progress of the whole training; the first rank alone tells it. */
    void onProgress(TrainingProgress progress);

    /**
     * A rank has written its part of a checkpoint, which is complete once all have.
     *
     * @param stepsDone the checkpoint's step
     * @param ranks how many write it
     * @param file what the rank wrote; empty if it owns nothing
     * @param validationLoss of this step, if measured
     */
    void onSlice(long stepsDone, int ranks, Optional<SliceFile> file, OptionalDouble validationLoss);

    /**
     * A rank's slice of the averaged parameters, for samples to be drawn with.
     *
     * @param ranks how many send theirs
     * @param from where the slice begins
     * @param averaged the slice, which may change once this returns
     */
    void onAverage(long stepsDone, int ranks, int from, float[] averaged);

    /** Whether the training is to end after this step, with a checkpoint; asked before each step. One rank's word will do. */
    boolean stopWanted();
}
