package org.unclip.job;

import org.nd4j.linalg.learning.config.Adam;
import org.unclip.config.UserError;
import org.unclip.nn.ModelGraph;
import org.unclip.nn.ModelZip;
import org.unclip.nn.Network;
import org.unclip.nn.ParameterLayout;
import org.unclip.nn.graph.GraphUpdater;
import org.unclip.storage.Checkpoint;
import org.unclip.storage.Checkpoints;
import org.unclip.storage.Folder;
import org.unclip.storage.StoredFile;

/**
 * Writes a model as the zip of Deeplearning4j's {@code ModelSerializer}.
 *
 * @param out the zip
 * @param learningRate of the Adam that Deeplearning4j's {@code fit} will train it with
 */
public record Dl4jExportJob(String out, double learningRate) {

    public Dl4jExportJob {
        if (!(learningRate > 0 && learningRate <= 1)) {
            throw UserError.of(
                    "--learning-rate", learningRate, "above 0 and at most 1", "leave it out for the default");
        }
    }

    /** Exports the model released into a folder. */
    public JobReport released(String model) {
        ReleasedModel released = ReleasedModel.open(model);
        write(released.graph(), released.graph().layout(), released.weights());
        return report(model);
    }

    /**
     * Exports the averaged weights of a training's latest checkpoint.
     *
     * @param kind of the training: {@code clip}, {@code prior} or {@code unet-STAGE}
     */
    public JobReport checkpoint(UnclipConfig config, String kind) {
        TrainedGraph trained = new TrainedGraph(config, kind);
        Folder folder = Folder.at(config.run().folder()).folder("checkpoints").folder(kind);
        Checkpoint checkpoint = new Checkpoints(folder)
                .latest()
                .orElseThrow(() -> UserError.fatal(
                        "There is no checkpoint in %s: train first, or set run.dir.".formatted(folder)));
        ModelGraph graph = trained.graph(checkpoint.manifest().run().layout());
        ParameterLayout layout = Network.layoutOf(graph);
        write(graph, layout, checkpoint.averaged(layout.stored()));
        return report(checkpoint.toString());
    }

    private void write(ModelGraph graph, ParameterLayout layout, float[] weights) {
        GraphUpdater updater = new GraphUpdater(new Adam(learningRate), 0, 0);
        StoredFile.at(out).write(stream -> ModelZip.write(graph, layout, weights, updater, stream));
    }

    private JobReport report(String from) {
        return JobReport.done("dl4j export: %s from %s".formatted(StoredFile.at(out), from));
    }
}
