package org.unclip.training;

import java.io.Serializable;

/**
 * What every rank of an attempt at a training is told.
 *
 * @param job what is trained, and how
 * @param first steps done before: of the checkpoint to go on from, or 0
 * @param secondsBefore time spent training before
 * @param attempt names the attempt; the files its ranks write bear it, so that a rank of a former attempt that is still
 *     alive can't write over them
 * @param initial the parameters to begin with, where there is no checkpoint
 * @param sources makes gradient sources
 */
public record RankPlan(
        TrainingJob job,
        long first,
        double secondsBefore,
        String attempt,
        InitialParameters initial,
        GradientSource.Factory sources)
        implements Serializable {
    /** Makes the parameters that a training begins with, the same in every process. */
    @FunctionalInterface
    public interface InitialParameters extends Serializable {
        /** The flat vector. */
        float[] values();
    }

    /** The same with sources of another make. */
    public RankPlan with(GradientSource.Factory otherSources) {
        return new RankPlan(job, first, secondsBefore, attempt, initial, otherSources);
    }
}
