package org.unclip.job;

import java.util.Optional;
import org.unclip.config.UserError;
import org.unclip.data.shard.ExampleSpec;
import org.unclip.diffusion.EmbeddingScale;
import org.unclip.diffusion.EmbeddingScaling;
import org.unclip.nn.TrainedWeights;
import org.unclip.storage.ModelFolder;
import org.unclip.training.BatchMakers;
import org.unclip.training.ExampleBatches;
import org.unclip.training.TrainingConfig;
import org.unclip.unet.ConditionShape;
import org.unclip.unet.Stage;
import org.unclip.unet.StageConditions;
import org.unclip.unet.StageConfig;
import org.unclip.unet.StageObjective;
import org.unclip.unet.UNet;

/** Trains one stage of the cascade on the pairs and embeddings tables. */
public final class TrainUNetJob {

    private final Run run;
    private final String name;
    private final StageSection section;
    private final RunFolder folder;

    private TrainUNetJob(Run run, String name) {
        this.run = run;
        this.name = name;
        StageSection asked = run.config().unet().get(name);
        this.section = asked.with(run.training(asked.training()));
        this.folder = new RunFolder(run.folder());
        run.requireWorkForRanks(section.training());
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
        return run.timed("train-unet " + name, () -> new TrainUNetJob(run, name).train(Embedded.open(run)));
    }

    private JobReport train(Embedded data) {
        ModelTraining.Basis basis = data.basis(section, section.model().objective());
        Optional<ModelFolder> base =
                run.basis().models().map(models -> ModelFolder.open(models.stage(name), Stage.KIND));
        ModelTraining training = new ModelTraining(run, "unet-" + name, folder.stage(name), section.training(), base);
        if (training.isDone(basis)) {
            return JobReport.nothingToDo("train-unet: " + folder.stage(name) + " is trained already");
        }
        StageConfig model = section.model();
        ConditionShape shape = new ConditionShape(data.clip().embeddingSize(), data.textWidth(), data.contextLength());
        TrainingShards shards = training.shards(data.source(), spec(data, shape));
        EmbeddingScaling scaling = base.map(Stage::scaling).orElseGet(() -> scaling(shards, shape.embedding()));
        StageConditions conditions = new StageConditions(shape, scaling);
        StageObjective objective = new StageObjective(model, conditions);
        ExampleBatches batches = training.batches(
                shards, model.upsampler() ? BatchMakers.upsampler(objective) : BatchMakers.decoder(objective));
        StageSamples samples = new StageSamples(
                model,
                conditions,
                shards,
                folder.samples().folder(name),
                run.config().run().seed());
        if (section.training().sampleEvery() > 0 && section.training().server() == TrainingConfig.Server.SHARDED) {
            samples.drawNoise();
        }
        TrainedWeights trained = training.train(UNet.graph(model, shape), batches, basis, samples);
        training.release(
                basis, () -> Stage.release(folder.stage(name), model, conditions, trained, data.fingerprint()));
        return JobReport.done("train-unet: %s %s".formatted(folder.stage(name), trained.metrics()));
    }

    private EmbeddingScaling scaling(TrainingShards shards, int embedding) {
        StageConfig model = section.model();
        EmbeddingScale scale = model.upsampler() ? EmbeddingScale.SQRT_DIM : model.embeddingScale();
        return shards.scaling("image", scale, embedding, (images, example) -> images.add(example.imageEmbedding()));
    }

    private ExampleSpec spec(Embedded data, ConditionShape shape) {
        ExampleSpec spec = data.spec().withPicture(section.model().size());
        return section.model().upsampler()
                ? spec
                : spec.withImageEmbedding(shape.embedding()).withTextEncodings(shape.textTokens(), shape.textWidth());
    }
}
