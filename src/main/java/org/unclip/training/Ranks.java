package org.unclip.training;

/** Those who do the steps of a training: the only rank in this process, or many in a cluster. */
public interface Ranks {
    /**
     * Trains from the plan's first step to the last.
     *
     * @param lead hears how it goes, on the calling thread
     * @throws RanksLostException if ranks were lost, and an attempt from the latest checkpoint may succeed
     */
    void train(RankPlan plan, Leader lead);

    /**
     * Makes ready for another attempt, or gives up.
     *
     * @param loss why the last one failed
     * @param progressed whether it brought a checkpoint
     * @throws org.unclip.config.UserError if there were too many
     */
    void recover(RanksLostException loss, boolean progressed);
}
