package org.unclip.job;

import java.util.List;
import java.util.Map;
import org.unclip.nn.ModelGraph;
import org.unclip.nn.Network;
import org.unclip.nn.ParameterLayout;
import org.unclip.nn.TrainedWeights;
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
 * @param run folder, seed and threads
 * @param console where progress is shown
 * @param kind names the job, its checkpoints and its model
 * @param config how it is trained
 */
record ModelTraining(RunConfig run, Console console, String kind, TrainingConfig config) {

    /** Draws and keeps samples of a model in training. */
    interface Samples {
        void draw(long step, ParameterLayout layout, float[] averaged);
    }

    /** What the training rests on. */
    record Basis(String clipFingerprint, Map<String, Long> tableVersions, String configurationDigest) {}

    /** Trains to the last step, from the latest checkpoint if there is one. */
    TrainedWeights train(ModelGraph graph, TrainingBatches batches, Basis basis, Samples samples) {
        ParameterLayout layout = layout(graph);
        RunIdentity identity = new RunIdentity(
                kind,
                layout.stored(),
                config.microBatches(),
                run.seed(),
                basis.clipFingerprint(),
                basis.tableVersions());
        TrainingJob job = new TrainingJob(
                identity,
                config,
                basis.configurationDigest(),
                NetworkLayout.decayed(layout),
                new RunFolder(run.dir()).root(),
                run.threadsHere());
        try (ValidationLoss validation = new ValidationLoss(graph, batches);
                TrainingDisplay display = new TrainingDisplay(console, job)) {
            Trainer trainer = new Trainer(job, checks(validation, layout, samples), List.of(display));
            TrainingResult result = trainer.train(
                    () -> layout.initialValues(run.seed()), () -> new NetworkSource(graph, batches.training()));
            double loss = validation.of(result.averaged());
            return new TrainedWeights(layout, result.averaged(), result.step(), Map.of("validationLoss", loss));
        }
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
