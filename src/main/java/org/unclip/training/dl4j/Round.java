package org.unclip.training.dl4j;

/**
 * A round of a {@link SharedTraining} that is done.
 *
 * @param step steps done since the training began
 * @param lastLoss the loss of an executor's last micro-batch, the mean over the executors
 * @param parameters the driver's, in the layout of the network; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // carries weights, is never compared
public record Round(long step, double lastLoss, float[] parameters) {

    /** Hears of each round, on the thread that trains. */
    @FunctionalInterface
    public interface Observer {
        void onRound(Round round);
    }
}
