package org.unclip.unet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.unclip.config.UserError;
import org.unclip.data.picture.Picture;
import org.unclip.data.picture.PictureValues;
import org.unclip.diffusion.Denoiser;
import org.unclip.diffusion.EmbeddingScaling;
import org.unclip.diffusion.ExampleNoise;
import org.unclip.diffusion.NoiseSchedule;
import org.unclip.diffusion.ReverseVariance;
import org.unclip.diffusion.Sampler;
import org.unclip.diffusion.SamplingConfig;
import org.unclip.diffusion.StepObserver;
import org.unclip.nn.ModelGraph;
import org.unclip.nn.Network;
import org.unclip.nn.ParameterLayout;
import org.unclip.nn.TrainedWeights;
import org.unclip.random.KeyedRandom;
import org.unclip.storage.Folder;
import org.unclip.storage.ModelCard;
import org.unclip.storage.ModelFolder;

/** A trained stage that draws. One thread at a time, always the same. */
public final class Stage implements AutoCloseable {

    /** The kind of its {@link ModelFolder}. */
    public static final String KIND = "unet";

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String IMAGE_SCALING = "image-embedding-scaling.json";

    private final StageConfig config;
    private final StageConditions conditions;
    private final Network network;

    /** What a released stage's network is built from. */
    private record Description(StageConfig stage, ConditionShape shape) {
        ModelGraph graph() {
            return UNet.graph(stage, shape);
        }
    }

    /**
     * A stage of weights at hand.
     *
     * @param conditions as trained; ignored by an upsampler
     * @param layout of the weights
     * @param weights flat; not kept
     */
    public Stage(StageConfig config, StageConditions conditions, ParameterLayout layout, float[] weights) {
        this.config = config;
        this.conditions = conditions;
        network = Network.of(UNet.graph(config, conditions.shape()), layout, weights);
    }

    /**
     * Writes a trained stage where {@link #open} finds it, over what may be there.
     *
     * @param clipFingerprint of the CLIP that it was trained on
     */
    public static void release(
            Folder folder,
            StageConfig config,
            StageConditions conditions,
            TrainedWeights trained,
            String clipFingerprint) {
        Description description = new Description(config, conditions.shape());
        ModelGraph graph = description.graph();
        ModelCard card = new ModelCard(
                KIND,
                JSON.valueToTree(description),
                graph.layout().stored(),
                clipFingerprint,
                trained.step(),
                trained.metrics());
        Map<String, byte[]> files = config.upsampler()
                ? Map.of()
                : Map.of(IMAGE_SCALING, conditions.scaling().json());
        ModelFolder.write(folder, card, trained.inLayoutOf(graph), files);
    }

    /**
     * Opens a released stage.
     *
     * @throws UserError if there is none, it is damaged, of another version or of another CLIP
     */
    public static Stage open(Folder folder, String clipFingerprint) {
        ModelFolder model = ModelFolder.open(folder, KIND);
        if (!model.card().clipFingerprint().equals(clipFingerprint)) {
            throw UserError.of(
                    "the CLIP of " + folder,
                    model.card().clipFingerprint(),
                    clipFingerprint,
                    "train the stage again on this CLIP's embeddings");
        }
        Description description = description(model);
        ParameterLayout layout = description.graph().layout();
        ConditionShape shape = description.shape();
        return new Stage(
                description.stage(),
                new StageConditions(shape, scaling(model)),
                layout,
                model.parameters(layout.stored()));
    }

    /** How the image embeddings of a released stage are scaled, which its weights belong to. */
    public static EmbeddingScaling scaling(ModelFolder model) {
        Description description = description(model);
        return description.stage().upsampler()
                ? EmbeddingScaling.sqrtDim(description.shape().embedding())
                : EmbeddingScaling.parse(model.file(IMAGE_SCALING));
    }

    /** The network of a released stage. */
    public static ModelGraph graph(ModelFolder model) {
        return description(model).graph();
    }

    private static Description description(ModelFolder model) {
        try {
            return JSON.treeToValue(model.card().configuration(), Description.class);
        } catch (JsonProcessingException e) {
            throw UserError.fatal(
                    "The configuration of the stage in %s is not one of this Unclip: use the Unclip that wrote it, or train again."
                            .formatted(model),
                    e);
        }
    }

    /** What it was built from; its sampling is the default for drawing. */
    public StageConfig config() {
        return config;
    }

    /**
     * Draws pictures with a decoder.
     *
     * @param imageEmbeddings {@code [B][D]}, of unit length
     * @param textEncodings {@code [B][N · W]}, a caption's tokens
     * @param streams the randomness of each of the B pictures
     * @return {@code [B, size, size, 3]}, values in about [-1, 1]
     */
    public INDArray decode(
            float[][] imageEmbeddings,
            float[][] textEncodings,
            SamplingConfig sampling,
            List<KeyedRandom> streams,
            StepObserver observer) {
        Conditions given = conditions.of(imageEmbeddings, textEncodings);
        Sampler sampler = sampler(sampling);
        Denoiser conditional = denoiser(given.inputs());
        Denoiser unconditional = denoiser(given.none().inputs());
        return sampler.sample(sampler.guided(conditional, unconditional), noise(streams), observer);
    }

    /** What an upsampler would be given of whole pictures {@code [B][size · size · 3]}: {@code [B, lowSize, lowSize, 3]}. */
    public INDArray lowPictures(float[][] pictures) {
        float[][] low = new float[pictures.length][];
        for (int b = 0; b < low.length; b++) {
            low[b] = LowPicture.shrink(pictures[b], config.size(), config.size() / config.lowSize());
        }
        return Nd4j.createFromArray(low).reshape('c', low.length, config.lowSize(), config.lowSize(), 3);
    }

    /**
     * Enlarges pictures with an upsampler.
     *
     * @param low {@code [B, lowSize, lowSize, 3]}, values in [-1, 1]
     * @param streams the randomness of each of the B pictures
     * @return {@code [B, size, size, 3]}, values in about [-1, 1]
     */
    public INDArray upsample(INDArray low, SamplingConfig sampling, List<KeyedRandom> streams, StepObserver observer) {
        int batch = (int) low.size(0);
        int factor = config.size() / config.lowSize();
        float[][] enlarged = new float[batch][];
        for (int b = 0; b < batch; b++) {
            float[] picture = low.slice(b).dup('c').data().asFloat();
            enlarged[b] = LowPicture.enlarge(picture, config.lowSize(), factor);
        }
        INDArray condition = Nd4j.createFromArray(enlarged).reshape('c', batch, config.size(), config.size(), 3);
        return sampler(sampling).sample(denoiser(List.of(condition)), noise(streams), observer);
    }

    /** A picture of a batch {@code [B, size, size, 3]} that a stage drew, values outside [-1, 1] clipped. */
    public static Picture picture(INDArray batch, int index) {
        return PictureValues.picture(batch.slice(index).dup('c').data().asFloat(), Math.toIntExact(batch.size(1)));
    }

    private Sampler sampler(SamplingConfig sampling) {
        NoiseSchedule schedule = NoiseSchedule.of(config.schedule());
        return new Sampler(schedule, config.prediction(), ReverseVariance.POSTERIOR, sampling);
    }

    private ExampleNoise noise(List<KeyedRandom> streams) {
        return new ExampleNoise(streams, config.size(), config.size(), 3);
    }

    private Denoiser denoiser(List<INDArray> conditions) {
        INDArray[] inputs = new INDArray[2 + conditions.size()];
        for (int i = 0; i < conditions.size(); i++) {
            inputs[2 + i] = conditions.get(i);
        }
        return (xT, t) -> {
            inputs[0] = xT;
            inputs[1] = Nd4j.valueArrayOf(new long[] {xT.size(0), 1}, (float) t);
            return network.output(inputs);
        };
    }

    @Override
    public void close() {
        network.close();
    }
}
