package org.unclip.job.stress;

/** A run of a stress does not count as survived: the training or the disturbance did not come to its end. */
final class NotSurvivedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Why, in words without a full stop. */
    NotSurvivedException(String why) {
        super(why);
    }
}
