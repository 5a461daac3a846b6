package org.unclip.training.dl4j;

import org.nd4j.linalg.schedule.ISchedule;
import org.unclip.paramserver.AdamConfig;
import org.unclip.training.TrainingConfig;

/**
 * The learning rate within a round, where Deeplearning4j counts an executor's updates from 0 again.
 *
 * <p>An executor makes an update a micro-batch, so each takes the M-th part of a step's rate: a step then moves the
 * parameters about as far as a step of Unclip's own server. Adam's correction for its young moments (Kingma and Ba 2015,
 * algorithm 1), which Deeplearning4j makes by its own count, is undone and made by the count since the first round.
 *
 * @param firstStep steps done before the round
 * @param updatesAStep micro-batches of a step that an executor trains
 */
record RoundRate(TrainingConfig config, long firstStep, int updatesAStep) implements ISchedule {

    @Override
    public double valueAt(int iteration, int epoch) {
        long step = Math.min(firstStep + iteration / updatesAStep, config.steps() - 1);
        double rate = config.schedule().at(step) / config.microBatches();
        return rate * correction(firstStep * updatesAStep + iteration) / correction(iteration);
    }

    private double correction(long updates) {
        AdamConfig adam = config.adam();
        return Math.sqrt(1 - Math.pow(adam.beta2(), updates + 1.0)) / (1 - Math.pow(adam.beta1(), updates + 1.0));
    }

    @Override
    public ISchedule clone() {
        return this;
    }
}
