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
import org.unclip.nn.Network;
import org.unclip.nn.ParameterLayout;
import org.unclip.nn.TrainedWeights;
import org.unclip.storage.Folder;
import org.unclip.storage.ModelCard;
import org.unclip.storage.ModelFolder;

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

    private final ClipConfig config;
    private final String fingerprint;
    private final BytePairTokenizer tokenizer;
    private final PicturePreprocessing preprocessing;
    private final Network vision;
    private final Network text;
    private final Network textProjection;

    private ClipModel(
            ClipConfig config,
            String fingerprint,
            BytePairTokenizer tokenizer,
            ParameterLayout layout,
            float[] weights) {
        this.config = config;
        this.fingerprint = fingerprint;
        this.tokenizer = tokenizer;
        this.preprocessing = new PicturePreprocessing(config.vision().imageSize());
        ClipEncoders encoders = new ClipEncoders(config, tokenizer.vocabularySize());
        this.vision = Network.of(encoders.vision(), layout, weights);
        this.text = Network.of(encoders.text(), layout, weights);
        this.textProjection = Network.of(encoders.textProjection(), layout, weights);
    }

    /** A trained CLIP that is not released: its fingerprint is empty. */
    public static ClipModel of(ClipConfig config, BytePairTokenizer tokenizer, TrainedWeights trained) {
        return new ClipModel(config, "", tokenizer, trained.layout(), trained.values());
    }

    /** Writes a trained CLIP where {@link #open} finds it, over what may be there. */
    public static void release(Folder folder, ClipConfig config, BytePairTokenizer tokenizer, TrainedWeights trained) {
        ModelGraph graph = new ClipEncoders(config, tokenizer.vocabularySize()).contrastive();
        ModelCard card = new ModelCard(
                KIND, JSON.valueToTree(config), graph.layout().stored(), "", trained.step(), trained.metrics());
        String preprocessing = new PicturePreprocessing(config.vision().imageSize()).description();
        Map<String, byte[]> files = Map.of(
                MERGES, bytes(tokenizer.mergesText()),
                VOCABULARY, bytes(tokenizer.vocabularyJson()),
                PREPROCESSING, bytes(preprocessing));
        ModelFolder.write(folder, card, trained.inLayoutOf(graph), files);
    }

    /**
     * Opens a released CLIP.
     *
     * @throws UserError if there is none, it is damaged, or of another version
     */
    public static ClipModel open(Folder folder) {
        ModelFolder model = ModelFolder.open(folder, KIND);
        ClipConfig config = config(model);
        BytePairTokenizer tokenizer = tokenizer(model, config);
        ParameterLayout layout = new ClipEncoders(config, tokenizer.vocabularySize())
                .contrastive()
                .layout();
        return new ClipModel(config, model.fingerprint(), tokenizer, layout, model.parameters(layout.stored()));
    }

    /** The network that a released CLIP was trained as. */
    public static ModelGraph graph(ModelFolder model) {
        ClipConfig config = config(model);
        return new ClipEncoders(config, tokenizer(model, config).vocabularySize()).contrastive();
    }

    private static BytePairTokenizer tokenizer(ModelFolder model, ClipConfig config) {
        return BytePairTokenizer.parse(
                text(model.file(MERGES)),
                text(model.file(VOCABULARY)),
                config.tokenizer().contextLength());
    }

    /** SHA-256 in 64 hexadecimal digits; empty before a release. */
    public String fingerprint() {
        return fingerprint;
    }

    /** What it was built from. */
    public ClipConfig config() {
        return config;
    }

    /** What its texts are encoded with. */
    public BytePairTokenizer tokenizer() {
        return tokenizer;
    }

    /**
     * Embeds a batch of B pictures.
     *
     * @param pictures bytes {@code [side, side, 3]} each, of any square size
     * @return {@code [B][D]}, of unit length
     */
    public float[][] embedPictures(byte[][] pictures) {
        return vision.output(ClipTraining.pictures(preprocessing, pictures)).toFloatMatrix();
    }

    /** Embeds a batch of texts by their token ids, {@code [B][N] → [B][D]}, of unit length. */
    public float[][] embedTokens(int[][] tokens) {
        INDArray sequences = text.output(ClipTraining.tokens(tokens));
        return textProjection.output(sequences, ClipTraining.ends(tokens)).toFloatMatrix();
    }

    /** Embeds a batch of texts of any length, cut to the context length. */
    public List<TextEncoding> embedTexts(List<String> texts) {
        int[][] tokens = texts.stream().map(tokenizer::encode).toArray(int[][]::new);
        INDArray sequences = text.output(ClipTraining.tokens(tokens));
        float[][] embeddings =
                textProjection.output(sequences, ClipTraining.ends(tokens)).toFloatMatrix();
        List<TextEncoding> encodings = new ArrayList<>();
        for (int b = 0; b < embeddings.length; b++) {
            float[] sequence =
                    new float[config.tokenizer().contextLength() * config.text().width()];
            FlatVectors.read(sequences.slice(b), sequence);
            encodings.add(new TextEncoding(embeddings[b], sequence));
        }
        return encodings;
    }

    /** Frees the networks. */
    @Override
    public void close() {
        vision.close();
        text.close();
        textProjection.close();
    }

    private static ClipConfig config(ModelFolder model) {
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
