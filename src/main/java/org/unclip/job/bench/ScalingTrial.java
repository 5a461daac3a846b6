package org.unclip.job.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkContext;
import org.unclip.job.Console;
import org.unclip.nn.Network;
import org.unclip.nn.ParameterLayout;
import org.unclip.paramserver.AdamConfig;
import org.unclip.paramserver.EmaConfig;
import org.unclip.paramserver.PushConfig;
import org.unclip.storage.Folder;
import org.unclip.storage.RunIdentity;
import org.unclip.training.NetworkLayout;
import org.unclip.training.Trainer;
import org.unclip.training.TrainingConfig;
import org.unclip.training.TrainingJob;
import org.unclip.training.TrainingProgress;
import org.unclip.training.cluster.ClusterConfig;
import org.unclip.training.cluster.ClusterRanks;

/**
 * A short training of the U-Net of {@link UNetBench} on a cluster.
 *
 * @param ranks that share it, an executor's core each
 * @param steps that are measured, after {@link #WARM_UP} that are not
 */
record ScalingTrial(int ranks, int steps) {
    /** Micro-batches a step, whatever the number of ranks. */
    static final int MICRO_BATCHES = 8;

    /** Steps before the first that is measured: networks are made, and code is compiled. */
    static final int WARM_UP = 3;

    private static final long SEED = 1;

    /**
     * Trains.
     *
     * @param folder for its checkpoint, empty
     * @return the steps as they went
     */
    List<TrainingProgress> run(SparkContext spark, Folder folder, Console console) {
        ParameterLayout layout = layout();
        List<TrainingProgress> progress = new ArrayList<>();
        new Trainer(job(layout, folder), (step, averaged) -> {}, List.of(progress::add))
                .train(
                        new ClusterRanks(spark, cluster(), console::say),
                        () -> layout.initialValues(SEED),
                        NoiseSource::new);
        return progress.subList(WARM_UP, progress.size());
    }

    /** Of the model that is trained. */
    static ParameterLayout layout() {
        try (Network network = new Network(UNetBench.graph())) {
            return network.layout();
        }
    }

    private TrainingJob job(ParameterLayout layout, Folder folder) {
        RunIdentity identity = new RunIdentity("bench-unet", layout.stored(), MICRO_BATCHES, SEED, "", Map.of());
        return new TrainingJob(identity, training(), "", NetworkLayout.decayed(layout), folder, 1);
    }

    private TrainingConfig training() {
        int all = WARM_UP + steps;
        AdamConfig adam = new AdamConfig(0.9, 0.999, 1e-8, 0.01);
        EmaConfig ema = new EmaConfig(0.999, true);
        return new TrainingConfig(
                all,
                MICRO_BATCHES * NoiseSource.BATCH,
                MICRO_BATCHES,
                1e-4,
                0,
                1,
                adam,
                1,
                ema,
                all,
                1,
                0,
                0,
                1,
                TrainingConfig.Server.SHARDED,
                PushConfig.EXACT);
    }

    private ClusterConfig cluster() {
        return new ClusterConfig(Optional.of(ranks), ranks, 60, 15, 600, 20, 0, 0, false);
    }
}
