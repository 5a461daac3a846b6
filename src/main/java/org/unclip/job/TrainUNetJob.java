package org.unclip.job;

import org.unclip.config.UserError;
import org.unclip.data.shard.ExampleSpec;
import org.unclip.data.shard.ShardManifest;
import org.unclip.nn.ModelGraph;
import org.unclip.nn.TrainedWeights;
import org.unclip.storage.Folder;
import org.unclip.training.BatchMakers;
import org.unclip.training.ExampleBatches;
import org.unclip.unet.ConditionShape;
import org.unclip.unet.Stage;
import org.unclip.unet.StageConfig;
import org.unclip.unet.StageObjective;
import org.unclip.unet.UNet;

/** Trains one stage of the cascade on the pairs and embeddings tables. */
public final class TrainUNetJob {

    private final Run run;
    private final UnclipConfig config;
    private final String name;
    private final StageSection section;
    private final RunFolder folder;

    private TrainUNetJob(Run run, String name) {
        this.run = run;
        this.config = run.config();
        this.name = name;
        this.section = config.unet().get(name);
        this.folder = new RunFolder(run.folder());
    }

    /**
     * Trains to the last step, from the latest checkpoint if there is one.
     *
     * @param name of the stage in the section {@code unet}
     */
    public static JobReport run(Run run, String name) {
        if (!run.config().unet().containsKey(name)) {
            throw UserError.of(
                    "--stage",
                    name,
                    "one of " + run.config().unet().keySet(),
                    "name a stage of the section unet of the configuration");
        }
        return new TrainUNetJob(run, name).train(Embedded.open(run));
    }

    private JobReport train(Embedded data) {
        ModelTraining.Basis basis = data.basis(section);
        String kind = "unet-" + name;
        ModelTraining training = new ModelTraining(run, kind, section.training());
        if (training.isDone(basis)) {
            return JobReport.nothingToDo("train-unet: " + folder.stage(name) + " is trained already");
        }
        StageConfig model = section.model();
        ConditionShape shape = new ConditionShape(data.clip().embeddingSize(), data.textWidth(), data.contextLength());
        Folder shards = folder.shards(kind);
        ShardManifest manifest = data.shards(shards, spec(data, shape), section.training());
        StageObjective objective = new StageObjective(model, shape);
        ExampleBatches batches = new ExampleBatches(
                shards,
                manifest,
                section.training().microBatchSize(),
                config.run().seed(),
                model.upsampler() ? BatchMakers.upsampler(objective) : BatchMakers.decoder(objective));
        StageSamples samples = new StageSamples(
                model, shape, folder.samples().folder(name), config.run().seed());
        samples.chooseExamples(shards, manifest);
        ModelGraph graph = UNet.graph(model, shape);
        TrainedWeights trained = training.train(graph, batches, basis, samples);
        Stage.release(folder.stage(name), model, shape, trained, data.fingerprint());
        return JobReport.done("train-unet: %s %s".formatted(folder.stage(name), trained.metrics()));
    }

    private ExampleSpec spec(Embedded data, ConditionShape shape) {
        ExampleSpec spec = data.spec().withPicture(section.model().size());
        return section.model().upsampler()
                ? spec
                : spec.withImageEmbedding(shape.embedding()).withTextEncodings(shape.textTokens(), shape.textWidth());
    }
}
