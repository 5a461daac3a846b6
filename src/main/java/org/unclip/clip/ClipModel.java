package org.unclip.clip;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.unclip.config.UserError;
import org.unclip.nn.FlatVectors;
import org.unclip.nn.ModelGraph;
import org.unclip.nn.ParameterLayout;
import org.unclip.nn.TrainedWeights;
import org.unclip.storage.Folder;
import org.unclip.storage.ModelCard;
import org.unclip.storage.ModelFolder;
import org.unclip.storage.StoredLayout;

/**
 * A frozen CLIP: pictures and texts to embeddings of unit length in one space.
 *
 * <p>Its fingerprint is a SHA-256 over configuration, weights, preprocessing and vocabulary: embeddings of equal
 * fingerprints may be compared, others not. One thread at a time, the one that opened it.
 */
public final class ClipModel implements AutoCloseable {
    /** The kind of its {@link ModelFolder}. */
    public static final String KIND = "clip";

    private static final String MERGES = "merges.txt";
    private static final String VOCABULARY = "vocab.json";
    private static final String PREPROCESSING = "preprocessing.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * All of a CLIP but its weights.
     *
     * @param preprocessing for pictures of the vision encoder's size
     */
    record Parts(ClipConfig config, BytePairTokenizer tokenizer, PicturePreprocessing preprocessing) {
        private static Parts of(ModelFolder model) {
            ClipConfig config = configuration(model);
            BytePairTokenizer tokenizer = BytePairTokenizer.parse(
                    text(model.file(MERGES)),
                    text(model.file(VOCABULARY)),
                    config.tokenizer().contextLength());
            return new Parts(
                    config,
                    tokenizer,
                    PicturePreprocessing.parse(
                            text(model.file(PREPROCESSING)), config.vision().imageSize()));
        }

        private static Parts trained(ClipConfig config, BytePairTokenizer tokenizer) {
            return new Parts(
                    config, tokenizer, new PicturePreprocessing(config.vision().imageSize()));
        }

        ClipEncoders encoders() {
            return new ClipEncoders(config, tokenizer.vocabularySize());
        }
    }

    private final Parts parts;
    private final String fingerprint;
    private final FrozenEncoders encoders;

    private ClipModel(Parts parts, String fingerprint, ParameterLayout layout, float[] weights) {
        this(parts, fingerprint, new FrozenEncoders(parts.encoders(), layout, weights));
    }

    private ClipModel(Parts parts, String fingerprint, FrozenEncoders encoders) {
        this.parts = parts;
        this.fingerprint = fingerprint;
        this.encoders = encoders;
    }

    /** Another one with this one's weights, not a copy of them, for another thread; to be closed before this one. */
    public ClipModel twin() {
        return new ClipModel(parts, fingerprint, encoders.twin());
    }

    /** A trained CLIP that is not released: its fingerprint is empty. */
    public static ClipModel of(ClipConfig config, BytePairTokenizer tokenizer, TrainedWeights trained) {
        return new ClipModel(Parts.trained(config, tokenizer), "", trained.layout(), trained.values());
    }

    /** Writes a trained CLIP where {@link #open} finds it, over what may be there. */
    public static void release(Folder folder, ClipConfig config, BytePairTokenizer tokenizer, TrainedWeights trained) {
        Parts parts = Parts.trained(config, tokenizer);
        float[] weights = trained.inLayoutOf(parts.encoders().contrastive());
        write(folder, parts, weights, trained.step(), trained.metrics());
    }

    /**
     * Writes a CLIP that was trained elsewhere, as one of no steps.
     *
     * @param weights in the layout of {@link ClipEncoders#contrastive}
     */
    static void releaseImported(Folder folder, Parts parts, float[] weights) {
        write(folder, parts, weights, 0, Map.of());
    }

    private static void write(Folder folder, Parts parts, float[] weights, long step, Map<String, Double> metrics) {
        StoredLayout layout = parts.encoders().contrastive().layout().stored();
        ModelCard card = new ModelCard(KIND, JSON.valueToTree(parts.config()), layout, "", step, metrics);
        Map<String, byte[]> files = Map.of(
                MERGES, bytes(parts.tokenizer().mergesText()),
                VOCABULARY, bytes(parts.tokenizer().vocabularyJson()),
                PREPROCESSING, bytes(parts.preprocessing().description()));
        ModelFolder.write(folder, card, weights, files);
    }

    /**
     * Opens a released CLIP.
     *
     * @throws UserError if there is none, it is damaged, or of another version
     */
    public static ClipModel open(Folder folder) {
        ModelFolder model = ModelFolder.open(folder, KIND);
        Parts parts = Parts.of(model);
        ParameterLayout layout = parts.encoders().contrastive().layout();
        return new ClipModel(parts, model.fingerprint(), layout, model.parameters(layout.stored()));
    }

    /** Whether the folder holds a CLIP that was imported, not trained by Unclip. */
    public static boolean isImported(Folder folder) {
        return ModelFolder.isIn(folder) && ModelFolder.open(folder).card().step() == 0;
    }

    /** The network that a released CLIP was trained as. */
    public static ModelGraph graph(ModelFolder model) {
        return Parts.of(model).encoders().contrastive();
    }

    /** SHA-256 in 64 hexadecimal digits; empty before a release. */
    public String fingerprint() {
        return fingerprint;
    }

    /** What it was built from. */
    public ClipConfig config() {
        return parts.config();
    }

    /** What its texts are encoded with. */
    public BytePairTokenizer tokenizer() {
        return parts.tokenizer();
    }

    /**
     * Embeds a batch of B pictures.
     *
     * @param pictures bytes {@code [side, side, 3]} each, of any square size
     * @return {@code [B][D]}, of unit length
     */
    public float[][] embedPictures(byte[][] pictures) {
        return encoders.embedPictures(ClipTraining.pictures(parts.preprocessing(), pictures));
    }

    /** Embeds a batch of texts by their token ids, {@code [B][N] → [B][D]}, of unit length. */
    public float[][] embedTokens(int[][] tokens) {
        return encoders.embedTokens(tokens);
    }

    /** Embeds a batch of texts of any length, cut to the context length. */
    public List<TextEncoding> embedTexts(List<String> texts) {
        int[][] tokens = texts.stream().map(tokenizer()::encode).toArray(int[][]::new);
        INDArray sequences = encoders.encodeTokens(tokens);
        float[][] embeddings = encoders.embedTokens(tokens, sequences);
        List<TextEncoding> encodings = new ArrayList<>();
        for (int b = 0; b < embeddings.length; b++) {
            float[] sequence = new float
                    [config().tokenizer().contextLength() * config().text().width()];
            FlatVectors.read(sequences.slice(b), sequence);
            encodings.add(new TextEncoding(embeddings[b], tokens[b], sequence));
        }
        return encodings;
    }

    /** Frees the networks. */
    @Override
    public void close() {
        encoders.close();
    }

    /** What a released CLIP was built from, without its weights. */
    public static ClipConfig configuration(ModelFolder model) {
        try {
            return JSON.treeToValue(model.card().configuration(), ClipConfig.class);
        } catch (JsonProcessingException e) {
            throw UserError.fatal(
                    "This CLIP's configuration is not one of this Unclip: use the Unclip that wrote it, or train again.",
                    e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
