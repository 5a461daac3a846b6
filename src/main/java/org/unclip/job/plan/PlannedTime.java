package org.unclip.job.plan;

import org.unclip.job.bench.ScalingModel;
import org.unclip.job.bench.ScalingModel.Host;
import org.unclip.job.bench.ScalingModel.Load;
import org.unclip.job.bench.ScalingModel.Network;
import org.unclip.paramserver.ReductionTree;

/**
 * How long a training takes, validation and samples not counted.
 *
 * @param steps in all
 * @param examplesPerSecond that one rank computes
 * @param stepSeconds of a step, exchange and update among it
 * @param exchangeSeconds of them
 * @param sentBytes that a rank sends in a step, and receives
 */
public record PlannedTime(
        long steps, double examplesPerSecond, double stepSeconds, double exchangeSeconds, long sentBytes) {
    private static final double SECONDS_PER_HOUR = 3600;

    /**
     * By {@link ScalingModel}.
     *
     * @param examplesPerSecond of one rank
     * @param gigabits of the network between ranks, Gbit/s
     */
    static PlannedTime of(
            PlannedTraining training, int ranks, int workers, long steps, double examplesPerSecond, double gigabits) {
        int microBatches = training.config().microBatches();
        Load load = new Load(Math.toIntExact(training.parameters()), microBatches, 0);
        double exchange = new ScalingModel(Network.ethernet(gigabits), Host.MEASURED.withCores(workers))
                .exchangeSeconds(load, ranks);
        int examples = RankMemory.microBatches(new ReductionTree(microBatches), ranks)
                * training.config().microBatchSize();
        return new PlannedTime(
                steps,
                examplesPerSecond,
                examples / examplesPerSecond + exchange,
                exchange,
                ScalingModel.gradientBytes(load, ranks) + ScalingModel.parameterBytes(load, ranks));
    }

    /** All steps. */
    public double hours() {
        return steps * stepSeconds / SECONDS_PER_HOUR;
    }
}
