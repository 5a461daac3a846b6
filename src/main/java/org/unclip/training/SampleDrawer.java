package org.unclip.training;

/** Draws and keeps samples of a model in training. */
@FunctionalInterface
public interface SampleDrawer {
    /** Draws with the averaged weights after so many steps; drawn again if a killed run repeats the step. */
    void draw(long stepsDone, float[] averaged);
}
