package org.unclip.training;

/** The data of one training: minibatches to learn from, and minibatches to be judged by. */
public interface TrainingBatches {

    /** For one worker; called on its thread. */
    BatchSource training();

    /** Held-out minibatches, always the same with the same noise: step 0, micro-batch {@code i}. */
    BatchSource validation();

    /** How many of them there are. */
    int validationBatches();
}
