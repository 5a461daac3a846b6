package org.unclip.training;

/** Hears how a training goes, on the thread that trains, between two steps; it must not take long. */
public interface TrainingObserver {
    /** Every so many steps, at each validation and at each checkpoint. */
    void onProgress(TrainingProgress progress);

    /**
     * Each time that the training continues from a checkpoint: at its start, and after ranks were lost.
     *
     * @param step steps done
     * @param settingsChanged whether its settings are not those that the checkpoint was written with
     */
    default void onResume(long step, boolean settingsChanged) {}

    /** Each time that a checkpoint of so many steps is whole, so that the training can continue from it. */
    default void onCheckpoint(long step) {}

    /** Each time that ranks were lost; the message names the executor, its host and the cause. */
    default void onLoss(String message) {}
}
