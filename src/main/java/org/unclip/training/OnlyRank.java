package org.unclip.training;

import org.unclip.config.UserError;
import org.unclip.paramserver.Alone;

/** Trains in this process alone, with its threads. */
public final class OnlyRank implements Ranks {
    @Override
    public void train(RankPlan plan, Leader lead) {
        int length = Math.toIntExact(plan.job().identity().layout().size());
        new RankLoop(plan, Alone.of(length), lead).run();
    }

    @Override
    public void recover(RanksLostException loss, boolean progressed) {
        throw loss.getCause() instanceof UserError fault ? fault : loss; // the user tries again
    }
}
