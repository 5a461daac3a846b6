package org.unclip.training;

import java.util.OptionalDouble;

/** What a job does with the averaged weights during training: called between two steps, on the training thread. */
public interface Checks {
    /** The mean loss on the validation split, empty where nothing is held out; a pure function of the weights. */
    OptionalDouble validationLoss(float[] averaged);

    /** Draws and keeps samples of the model after so many steps; drawn again if a killed run repeats the step. */
    void drawSamples(long step, float[] averaged);
}
