package org.unclip.job;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.unclip.data.shard.ExampleShards;
import org.unclip.data.shard.ExampleSource;
import org.unclip.data.shard.ExampleSpec;
import org.unclip.data.shard.ShardManifest;
import org.unclip.nn.ModelGraph;
import org.unclip.nn.Network;
import org.unclip.nn.ParameterLayout;
import org.unclip.nn.TrainedWeights;
import org.unclip.storage.Folder;
import org.unclip.storage.ModelFolder;
import org.unclip.storage.RunIdentity;
import org.unclip.storage.Sha256;
import org.unclip.training.ExampleBatches;
import org.unclip.training.NetworkLayout;
import org.unclip.training.NetworkSource;
import org.unclip.training.RankPlan;
import org.unclip.training.Ranks;
import org.unclip.training.Trainer;
import org.unclip.training.TrainingConfig;
import org.unclip.training.TrainingJob;
import org.unclip.training.TrainingResult;

/**
 * Trains one of the models, here or on a cluster, whichever it is: shards, batches, the training itself, the release.
 *
 * @param run whose folder, seed and threads it takes
 * @param kind names the job, its checkpoints and its shards
 * @param model where the model is released
 * @param config how it is trained
 * @param base a released model of the same kind whose weights it begins with; empty for weights at random
 */
record ModelTraining(Run run, String kind, Folder model, TrainingConfig config, Optional<ModelFolder> base) {

    /** For models whose samples are not pictures. */
    static final Samples NO_SAMPLES = (step, layout, averaged) -> {};

    /** Draws and keeps samples of a model in training. */
    interface Samples {
        /** Draws with the averaged weights after so many steps. */
        void draw(long step, ParameterLayout layout, float[] averaged);
    }

    /**
     * What a training rests on.
     *
     * @param clipFingerprint of the CLIP whose embeddings are learned from; empty for a CLIP
     * @param tableVersions that the examples come from
     * @param section the configuration of model and training
     * @param objective see {@link RunIdentity}
     */
    record Basis(
            String clipFingerprint, Map<String, Long> tableVersions, Record section, Map<String, String> objective) {
        /** SHA-256 of all settings, in hexadecimal digits. */
        String configurationDigest() {
            return Sha256.hex(section.toString());
        }

        private String digest() {
            return Sha256.hex("%s %s %s".formatted(clipFingerprint, new TreeMap<>(tableVersions), section));
        }
    }

    /** Whether the model was trained to its last step with these settings and data, and released. */
    boolean isDone(Basis basis) {
        return madeFrom(basis).holds();
    }

    /**
     * Releases the trained model; a job that was killed before the end of this does it again.
     *
     * @param write writes the model
     */
    void release(Basis basis, Runnable write) {
        madeFrom(basis).make(write);
    }

    private MadeFrom madeFrom(Basis basis) {
        String from = base.map(ModelFolder::fingerprint).orElse("");
        return new MadeFrom(model, from.isEmpty() ? basis.digest() : Sha256.hex(basis.digest() + " " + from));
    }

    /** Writes the example shards, unless they are there. */
    TrainingShards shards(ExampleSource source, ExampleSpec spec) {
        run.describe("train " + kind + ": lays down its example shards");
        Folder folder = new RunFolder(run.folder()).shards(kind);
        ShardManifest manifest =
                new ExampleShards(run.spark(), source, spec, config.microBatches(), seed()).write(folder.toString());
        return new TrainingShards(folder, manifest);
    }

    /** The minibatches that a maker arranges the examples to. */
    ExampleBatches batches(TrainingShards shards, ExampleBatches.Maker maker) {
        return new ExampleBatches(shards.folder(), shards.manifest(), config.microBatchSize(), seed(), maker);
    }

    /** Trains to the last step, from the latest checkpoint if there is one. */
    TrainedWeights train(ModelGraph graph, ExampleBatches batches, Basis basis, Samples samples) {
        ParameterLayout layout = Network.layoutOf(graph);
        TrainingResult result = config.server() == TrainingConfig.Server.DL4J_SHARED
                ? Dl4jTraining.train(run, kind, config, graph, batches, layout)
                : train(graph, layout, batches, basis, samples);
        return new TrainedWeights(layout, result.averaged(), result.step(), metrics(result.validationLoss()));
    }

    private TrainingResult train(
            ModelGraph graph, ParameterLayout layout, ExampleBatches batches, Basis basis, Samples samples) {
        TrainingJob job = job(layout, basis);
        RankPlan.InitialParameters initial = initial(graph, layout);
        try (TrainingDisplay display = new TrainingDisplay(run.console(), job);
                TrainingMetrics metrics = TrainingMetrics.withCheckpoints(kind, config.steps())) {
            TrainingReport report = new TrainingReport();
            Trainer trainer = new Trainer(
                    job,
                    (step, averaged) -> samples.draw(step, layout, averaged),
                    List.of(display, report, metrics),
                    run.console().stop());
            Ranks ranks = run.ranks();
            TrainingResult result = run.console()
                    .stop()
                    .atNextStep(() -> trainer.train(ranks, initial, () -> new NetworkSource(graph, batches)));
            report.write(job, result);
            return result;
        }
    }

    private RankPlan.InitialParameters initial(ModelGraph graph, ParameterLayout layout) {
        long seed = seed();
        return base.<RankPlan.InitialParameters>map(released -> new ReleasedWeights(released.folder(), graph, layout))
                .orElse(() -> layout.initialValues(seed));
    }

    private TrainingJob job(ParameterLayout layout, Basis basis) {
        RunIdentity identity = new RunIdentity(
                kind,
                layout.stored(),
                config.microBatches(),
                seed(),
                basis.objective(),
                basis.clipFingerprint(),
                base.map(ModelFolder::fingerprint).orElse(""),
                basis.tableVersions());
        return new TrainingJob(
                identity,
                config,
                basis.configurationDigest(),
                NetworkLayout.decayed(layout),
                run.folder(),
                run.threadsOfRank());
    }

    private static Map<String, Double> metrics(OptionalDouble validationLoss) {
        return validationLoss.isPresent() ? Map.of("validationLoss", validationLoss.getAsDouble()) : Map.of();
    }

    private long seed() {
        return run.config().run().seed();
    }
}
