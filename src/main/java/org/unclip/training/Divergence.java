package org.unclip.training;

import org.unclip.config.UserError;

/** Training that left the finite numbers. */
final class Divergence {
    private static final String MEND = "the last checkpoint is whole; lower learningRate, raise warmupSteps or lower"
            + " gradientClip and run the same command again.";

    private Divergence() {}

    /** Checks a value of one micro-batch; the step is counted from 0, and said from 1 as in the log. */
    static void requireFinite(String what, double value, long step, int microBatch) {
        if (!Double.isFinite(value)) {
            throw UserError.fatal(
                    "The %s of micro-batch %d in step %d is %s: %s".formatted(what, microBatch, step + 1, value, MEND));
        }
    }

    /** Checks a value after so many steps. */
    static void requireFinite(String what, double value, long stepsDone) {
        if (!Double.isFinite(value)) {
            throw UserError.fatal("The %s in step %d is %s: %s".formatted(what, stepsDone, value, MEND));
        }
    }
}
