package org.unclip.prior;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.unclip.config.UserError;
import org.unclip.diffusion.Denoiser;
import org.unclip.diffusion.EmbeddingScaling;
import org.unclip.diffusion.ExampleNoise;
import org.unclip.diffusion.NoiseSchedule;
import org.unclip.diffusion.Prediction;
import org.unclip.diffusion.ReverseVariance;
import org.unclip.diffusion.Sampler;
import org.unclip.diffusion.StepObserver;
import org.unclip.nn.ModelGraph;
import org.unclip.nn.Network;
import org.unclip.nn.ParameterLayout;
import org.unclip.nn.TrainedWeights;
import org.unclip.random.KeyedRandom;
import org.unclip.storage.Folder;
import org.unclip.storage.ModelCard;
import org.unclip.storage.ModelFolder;

/**
 * A trained prior: draws CLIP image embeddings for captions.
 *
 * <p>Ramesh et al. 2022, section 2.2. One thread at a time, the one that opened it.
 */
public final class DiffusionPrior implements AutoCloseable {
    /** The kind of its {@link ModelFolder}. */
    public static final String KIND = "prior";

    private static final String IMAGE_SCALING = "image-embedding-scaling.json";
    private static final String TEXT_SCALING = "text-embedding-scaling.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Description description;
    private final String clipFingerprint;
    private final PriorScaling scaling;
    private final NoiseSchedule schedule;
    private final Network network;

    /** What a released prior's network is built from. */
    private record Description(PriorConfig prior, PriorShape shape) {
        ModelGraph graph() {
            return new PriorNetwork(prior, shape).graph();
        }
    }

    private DiffusionPrior(Description description, String clipFingerprint, PriorScaling scaling, Network network) {
        this.description = description;
        this.clipFingerprint = clipFingerprint;
        this.scaling = scaling;
        this.schedule = NoiseSchedule.of(description.prior().schedule());
        this.network = network;
    }

    /**
     * A trained prior that is not released.
     *
     * @param clipFingerprint of the CLIP whose embeddings it was trained on
     */
    public static DiffusionPrior of(PriorTraining training, TrainedWeights trained, String clipFingerprint) {
        Network network = Network.of(training.graph(), trained.layout(), trained.values());
        Description description = new Description(training.config(), training.shape());
        return new DiffusionPrior(description, clipFingerprint, training.scaling(), network);
    }

    /**
     * Writes a trained prior where {@link #open} finds it, over what may be there.
     *
     * @param clipFingerprint of the CLIP whose embeddings it was trained on
     */
    public static void release(Folder folder, PriorTraining training, TrainedWeights trained, String clipFingerprint) {
        Description description = new Description(training.config(), training.shape());
        ModelGraph graph = description.graph();
        ModelCard card = new ModelCard(
                KIND,
                JSON.valueToTree(description),
                graph.layout().stored(),
                clipFingerprint,
                trained.step(),
                trained.metrics());
        PriorScaling scaling = training.scaling();
        Map<String, byte[]> files = Map.of(
                IMAGE_SCALING, scaling.image().json(),
                TEXT_SCALING, scaling.text().json());
        ModelFolder.write(folder, card, trained.inLayoutOf(graph), files);
    }

    /**
     * Opens a released prior.
     *
     * @throws UserError if there is none, it is damaged, or of another version
     */
    public static DiffusionPrior open(Folder folder) {
        ModelFolder model = ModelFolder.open(folder, KIND);
        Description description = description(model);
        ParameterLayout layout = description.graph().layout();
        Network network = Network.of(description.graph(), layout, model.parameters(layout.stored()));
        return new DiffusionPrior(description, model.card().clipFingerprint(), scaling(model), network);
    }

    /** The network of a prior to be trained. */
    public static ModelGraph graph(PriorConfig config, PriorShape shape) {
        return new PriorNetwork(config, shape).graph();
    }

    /** How the embeddings of a released prior are scaled, which its weights belong to. */
    public static PriorScaling scaling(ModelFolder model) {
        return new PriorScaling(
                EmbeddingScaling.parse(model.file(IMAGE_SCALING)), EmbeddingScaling.parse(model.file(TEXT_SCALING)));
    }

    /** The network of a released prior. */
    public static ModelGraph graph(ModelFolder model) {
        return description(model).graph();
    }

    private static Description description(ModelFolder model) {
        try {
            return JSON.treeToValue(model.card().configuration(), Description.class);
        } catch (JsonProcessingException e) {
            throw UserError.fatal(
                    "The configuration of the prior in %s is not one of this Unclip: use the Unclip that wrote it, or train again."
                            .formatted(model),
                    e);
        }
    }

    /** What it was built from; its sampling is the default for {@link #draw}. */
    public PriorConfig config() {
        return description.prior();
    }

    /** Fingerprint of the CLIP whose embeddings it was trained on. */
    public String clipFingerprint() {
        return clipFingerprint;
    }

    /**
     * Draws one image embedding a request.
     *
     * <p>All candidates of all requests go through the network as one batch. What is drawn depends on seed, prompt and
     * sample alone, up to the last bits that a batch's size may change.
     *
     * @return {@code [B][D]}, of unit length: of each request's candidates the one with the largest dot product with
     *     the text embedding
     */
    public float[][] draw(List<PriorRequest> requests, PriorSampling sampling, long seed) {
        List<PriorRequest> rows = new ArrayList<>();
        List<KeyedRandom> streams = new ArrayList<>();
        for (PriorRequest request : requests) {
            for (int candidate = 0; candidate < sampling.candidates(); candidate++) {
                rows.add(request);
                streams.add(KeyedRandom.of(seed, "prior draw", request.prompt(), request.sample(), candidate));
            }
        }
        INDArray x0 = sample(rows, sampling, streams);
        float[][] drawn = new float[requests.size()][];
        for (int i = 0; i < drawn.length; i++) {
            int first = i * sampling.candidates();
            drawn[i] = mostSimilar(requests.get(i), x0, first, first + sampling.candidates());
        }
        return drawn;
    }

    /** Frees the network. */
    @Override
    public void close() {
        network.close();
    }

    private INDArray sample(List<PriorRequest> rows, PriorSampling sampling, List<KeyedRandom> streams) {
        PriorShape shape = description.shape();
        float[][] embeddings = scaling.text()
                .scaled(rows.stream().map(PriorRequest::textEmbedding).toArray(float[][]::new));
        float[][] encodings = rows.stream().map(PriorRequest::textEncoding).toArray(float[][]::new);
        Denoiser told = denoiser(PriorInputs.of(embeddings, encodings, new boolean[rows.size()], shape));
        Denoiser untold = denoiser(PriorInputs.none(rows.size(), shape));
        Sampler sampler = new Sampler(schedule, Prediction.X0, ReverseVariance.POSTERIOR, sampling.sampler());
        ExampleNoise noise = new ExampleNoise(streams, shape.embedding());
        return sampler.sample(sampler.guided(told, untold), noise, StepObserver.NONE);
    }

    private Denoiser denoiser(PriorInputs text) {
        return (xT, t) -> {
            float[] timesteps = new float[(int) xT.size(0)];
            Arrays.fill(timesteps, t);
            return network.output(text.with(xT, timesteps));
        };
    }

    private float[] mostSimilar(PriorRequest request, INDArray x0, int from, int to) {
        float[] best = null;
        double bestSimilarity = Double.NEGATIVE_INFINITY;
        for (int row = from; row < to; row++) {
            float[] embedding = scaling.image().embedding(x0.getRow(row).toFloatVector());
            double similarity = dot(embedding, request.textEmbedding());
            if (best == null || similarity > bestSimilarity) {
                best = embedding;
                bestSimilarity = similarity;
            }
        }
        return best;
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
