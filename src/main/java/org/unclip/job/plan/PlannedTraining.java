package org.unclip.job.plan;

import java.util.function.IntFunction;
import org.unclip.clip.ClipConfig;
import org.unclip.clip.ClipTraining;
import org.unclip.config.UserError;
import org.unclip.data.shard.ExampleSpec;
import org.unclip.diffusion.EmbeddingScaling;
import org.unclip.job.StageSection;
import org.unclip.job.UnclipConfig;
import org.unclip.job.bench.ClipStepBench;
import org.unclip.job.bench.PriorBench;
import org.unclip.job.bench.RandomArrays;
import org.unclip.nn.Minibatch;
import org.unclip.nn.ModelGraph;
import org.unclip.prior.PriorScaling;
import org.unclip.prior.PriorShape;
import org.unclip.prior.PriorTraining;
import org.unclip.training.TrainingConfig;
import org.unclip.unet.ConditionShape;
import org.unclip.unet.StageConditions;
import org.unclip.unet.StageConfig;
import org.unclip.unet.StageExamples;
import org.unclip.unet.StageObjective;
import org.unclip.unet.UNet;

/**
 * A training as the settings describe it, on made-up examples: nothing of its data is read.
 *
 * @param job the command, such as {@code train-prior}
 * @param section of the settings that has its training
 * @param example what a shard keeps of each pair
 * @param examples makes a micro-batch of so many
 * @param samples pictures drawn together meanwhile, in the driver, counted in examples of a micro-batch; 0 for none
 * @param endBytes native memory of what is measured of the model at the end, when its training has let go of its own, about
 */
public record PlannedTraining(
        String job,
        String section,
        ModelGraph graph,
        TrainingConfig config,
        ExampleSpec example,
        IntFunction<Minibatch> examples,
        int samples,
        long endBytes) {
    private static final int RGB = 3;
    private static final int SAMPLES = 8; // as StageSamples draws together
    private static final int RETRIEVAL_CANDIDATES = 500; // as TrainClipJob embeds together

    /** Of the CLIP, its vocabulary as large as it may become. */
    public static PlannedTraining clip(UnclipConfig config) {
        ClipConfig clip = config.clip().model();
        ClipTraining training = new ClipTraining(clip, clip.tokenizer().vocabularySize());
        return new PlannedTraining(
                "train-clip",
                "clip.training",
                training.graph(),
                config.clip().training(),
                captions(config)
                        .withPicture(clip.vision().imageSize())
                        .withTokens(clip.tokenizer().contextLength()),
                batch -> ClipStepBench.noise(training, clip, batch),
                0,
                RETRIEVAL_CANDIDATES * Math.max(clip.pictureBytes(), clip.textBytes()));
    }

    /**
     * Of the prior.
     *
     * @param clip whose embeddings it will learn from
     */
    public static PlannedTraining prior(UnclipConfig config, ClipConfig clip) {
        int size = clip.embeddingSize();
        PriorShape shape = new PriorShape(
                size, clip.tokenizer().contextLength(), clip.text().width());
        PriorTraining training = new PriorTraining(config.prior().model(), shape, PriorScaling.sqrtDim(size));
        return new PlannedTraining(
                "train-prior",
                "prior.training",
                training.graph(),
                config.prior().training(),
                captions(config)
                        .withImageEmbedding(size)
                        .withTextEmbeddings(size)
                        .withTextEncodings(shape.textTokens(), shape.textWidth()),
                batch -> training.batch(PriorBench.noise(shape, batch), RandomArrays.stream("prior")),
                0,
                0);
    }

    /**
     * Of a stage of the cascade.
     *
     * @param clip whose embeddings it will learn from
     * @throws UserError if the settings have no stage of this name
     */
    public static PlannedTraining stage(UnclipConfig config, ClipConfig clip, String name) {
        StageSection section = config.unet().get(name);
        if (section == null) {
            throw UserError.of(
                    "--stage",
                    name,
                    "one of " + config.unet().keySet(),
                    "name a stage of the section unet of the configuration");
        }
        StageConfig stage = section.model();
        ConditionShape shape = new ConditionShape(
                clip.embeddingSize(), clip.text().width(), clip.tokenizer().contextLength());
        StageConditions conditions = new StageConditions(shape, EmbeddingScaling.sqrtDim(shape.embedding()));
        StageObjective objective = new StageObjective(stage, conditions);
        ExampleSpec picture = captions(config).withPicture(stage.size());
        return new PlannedTraining(
                "train-unet --stage " + name,
                "unet.%s.training".formatted(name),
                UNet.graph(stage, shape),
                section.training(),
                stage.upsampler()
                        ? picture
                        : picture.withImageEmbedding(shape.embedding())
                                .withTextEncodings(shape.textTokens(), shape.textWidth()),
                batch -> objective.batch(noise(stage, shape, batch), RandomArrays.stream("stage")),
                section.training().sampleEvery() > 0 ? samples(stage) : 0,
                0);
    }

    /** An upsampler trains on crops, but draws whole pictures. */
    private static int samples(StageConfig stage) {
        int side = stage.size() / stage.trainingSize();
        return SAMPLES * side * side;
    }

    private static StageExamples noise(StageConfig stage, ConditionShape shape, int batch) {
        return new StageExamples(
                RandomArrays.gaussianRows("picture", batch, stage.size() * stage.size() * RGB),
                RandomArrays.gaussianRows("image", batch, shape.embedding()),
                RandomArrays.gaussianRows("tokens", batch, shape.textTokens() * shape.textWidth()));
    }

    private static ExampleSpec captions(UnclipConfig config) {
        return ExampleSpec.ofCaptions(config.data().maxCaptions());
    }

    /** Values that are trained. */
    public long parameters() {
        return graph.parameterCount();
    }

    /** Bytes of them, as floats. */
    long vectorBytes() {
        return Float.BYTES * parameters();
    }
}
