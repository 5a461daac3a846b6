package org.unclip.job;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.unclip.nn.ModelGraph;
import org.unclip.nn.Network;
import org.unclip.nn.ParameterLayout;
import org.unclip.nn.TrainedWeights;
import org.unclip.storage.Checkpoint;
import org.unclip.storage.Checkpoints;
import org.unclip.storage.RunIdentity;
import org.unclip.training.Checks;
import org.unclip.training.NetworkLayout;
import org.unclip.training.NetworkSource;
import org.unclip.training.Trainer;
import org.unclip.training.TrainingBatches;
import org.unclip.training.TrainingConfig;
import org.unclip.training.TrainingJob;
import org.unclip.training.TrainingResult;
import org.unclip.training.ValidationLoss;

/**
 * Trains one of the models on this machine, whichever it is.
 *
 * @param run whose folder, seed and threads it takes
 * @param kind names the job, its checkpoints and its model
 * @param config how it is trained
 */
record ModelTraining(Run run, String kind, TrainingConfig config) {

    /** For models whose samples are not pictures. */
    static final Samples NO_SAMPLES = (step, layout, averaged) -> {};

    /** Draws and keeps samples of a model in training. */
    interface Samples {
        void draw(long step, ParameterLayout layout, float[] averaged);
    }

    /**
     * What a training rests on.
     *
     * @param clipFingerprint of the CLIP whose embeddings are learned from; empty for a CLIP
     * @param tableVersions that the examples come from
     * @param section the configuration of model and training
     */
    record Basis(String clipFingerprint, Map<String, Long> tableVersions, Record section) {
        /** SHA-256 of all settings, in hexadecimal digits. */
        String configurationDigest() {
            try {
                byte[] text = section.toString().getBytes(StandardCharsets.UTF_8);
                return HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(text));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e); // every Java has SHA-256
            }
        }
    }

    /** Whether the last step was reached with these settings and data. */
    boolean isDone(Basis basis) {
        return new Checkpoints(run.folder().folder("checkpoints").folder(kind))
                .latest()
                .map(Checkpoint::manifest)
                .filter(manifest -> manifest.step() >= config.steps()
                        && manifest.configurationDigest().equals(basis.configurationDigest())
                        && manifest.run().clipFingerprint().equals(basis.clipFingerprint())
                        && manifest.run().tableVersions().equals(basis.tableVersions()))
                .isPresent();
    }

    /** Trains to the last step, from the latest checkpoint if there is one. */
    TrainedWeights train(ModelGraph graph, TrainingBatches batches, Basis basis, Samples samples) {
        ParameterLayout layout = layout(graph);
        RunIdentity identity = new RunIdentity(
                kind, layout.stored(), config.microBatches(), seed(), basis.clipFingerprint(), basis.tableVersions());
        TrainingJob job = new TrainingJob(
                identity,
                config,
                basis.configurationDigest(),
                NetworkLayout.decayed(layout),
                run.folder(),
                run.threads());
        try (ValidationLoss validation = new ValidationLoss(graph, batches);
                TrainingDisplay display = new TrainingDisplay(run.console(), job)) {
            Trainer trainer = new Trainer(job, checks(validation, layout, samples), List.of(display));
            TrainingResult result = trainer.train(
                    () -> layout.initialValues(seed()), () -> new NetworkSource(graph, batches.training()));
            double loss = validation.of(result.averaged());
            return new TrainedWeights(layout, result.averaged(), result.step(), Map.of("validationLoss", loss));
        }
    }

    private long seed() {
        return run.config().run().seed();
    }

    private static ParameterLayout layout(ModelGraph graph) {
        try (Network network = new Network(graph)) {
            return network.layout();
        }
    }

    private static Checks checks(ValidationLoss validation, ParameterLayout layout, Samples samples) {
        return new Checks() {
            @Override
            public double validationLoss(float[] averaged) {
                return validation.of(averaged);
            }

            @Override
            public void drawSamples(long step, float[] averaged) {
                samples.draw(step, layout, averaged);
            }
        };
    }
}
