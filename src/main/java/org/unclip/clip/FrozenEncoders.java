package org.unclip.clip;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.unclip.nn.Network;
import org.unclip.nn.ParameterLayout;

/**
 * The networks of a frozen CLIP. One thread at a time, the one that made them.
 *
 * <p>Shapes as in {@link ClipEncoders}; embeddings have unit length, and their bits do not depend on the rest of the
 * batch (on processors with AVX-512).
 */
public final class FrozenEncoders implements AutoCloseable {
    private final Network vision;
    private final Network text;
    private final Network textProjection;

    /** With the weights of a layout that has all their parameters. */
    FrozenEncoders(ClipEncoders encoders, ParameterLayout layout, float[] weights) {
        this(
                Network.of(encoders.vision(), layout, weights),
                Network.of(encoders.text(), layout, weights),
                Network.of(encoders.textProjection(), layout, weights));
    }

    private FrozenEncoders(Network vision, Network text, Network textProjection) {
        this.vision = vision;
        this.text = text;
        this.textProjection = textProjection;
    }

    /** Others with these weights, not a copy of them, for another thread; to be closed before these. */
    FrozenEncoders twin() {
        return new FrozenEncoders(vision.twin(), text.twin(), textProjection.twin());
    }

    /** With the weights that training would start from, and a vocabulary of the configured size. */
    public static FrozenEncoders untrained(ClipConfig config, long seed) {
        ClipEncoders encoders = new ClipEncoders(config, config.tokenizer().vocabularySize());
        ParameterLayout layout = encoders.contrastive().layout();
        return new FrozenEncoders(encoders, layout, layout.initialValues(seed));
    }

    /** Parameters of the networks of a CLIP with a vocabulary of the configured size; none is allocated. */
    public static long parameters(ClipConfig config) {
        ClipEncoders encoders = new ClipEncoders(config, config.tokenizer().vocabularySize());
        return encoders.vision().parameterCount()
                + encoders.text().parameterCount()
                + encoders.textProjection().parameterCount();
    }

    /** Parameters of the vision encoder. */
    public long visionParameters() {
        return vision.layout().total();
    }

    /** Parameters of the text encoder. */
    public long textParameters() {
        return text.layout().total() + textProjection.layout().total();
    }

    /** Embeds preprocessed pictures, {@code [B, S, S, 3] → [B][D]}. */
    public float[][] embedPictures(INDArray pictures) {
        return vision.output(pictures).toFloatMatrix();
    }

    /** Embeds texts by their token ids, {@code [B][N] → [B][D]}. */
    public float[][] embedTokens(int[][] tokens) {
        return embedTokens(tokens, encodeTokens(tokens));
    }

    /** What the encoder says of each token, {@code [B][N] → [B, N, W]}. */
    INDArray encodeTokens(int[][] tokens) {
        return text.output(ClipTraining.tokens(tokens));
    }

    /** Embeds texts by what {@link #encodeTokens} said of them. */
    float[][] embedTokens(int[][] tokens, INDArray encoded) {
        return textProjection.output(encoded, ClipTraining.ends(tokens)).toFloatMatrix();
    }

    /** Frees the networks. */
    @Override
    public void close() {
        vision.close();
        text.close();
        textProjection.close();
    }
}
