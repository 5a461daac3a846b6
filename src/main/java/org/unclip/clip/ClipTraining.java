package org.unclip.clip;

import java.io.Serializable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.unclip.config.UserError;
import org.unclip.nn.Minibatch;
import org.unclip.nn.ModelGraph;
import org.unclip.storage.StoredLayout;

/**
 * CLIP as training sees it: a graph with its loss, and micro-batches for it.
 *
 * <p>Radford et al. 2021, figure 3. The loss compares the pairs of one micro-batch with each other, so its size is the
 * number of candidates and part of the recipe. Where the micro-batches of a step are spread over threads or ranks, each is
 * still contrasted with itself alone, never with those beside it: so the loss does not depend on who computes what. A larger
 * contrast takes a larger {@code batchSize / microBatches}, not more ranks. Immutable; for any thread.
 */
public final class ClipTraining implements Serializable {
    private static final long serialVersionUID = 1;

    private final ClipEncoders encoders;
    private final PicturePreprocessing preprocessing;

    /**
     * A CLIP to train.
     *
     * @param vocabularySize of the tokenizer, which may have stopped below the configured size
     */
    public ClipTraining(ClipConfig config, int vocabularySize) {
        this.encoders = new ClipEncoders(config, vocabularySize);
        this.preprocessing = new PicturePreprocessing(config.vision().imageSize());
    }

    /** The size of the vocabulary that a CLIP of this layout was made for; throws {@link UserError} if it is none's. */
    public static int vocabularySize(StoredLayout layout) {
        return layout.tensors().stream()
                .filter(tensor -> tensor.name().equals(ClipEncoders.TOKEN_TABLE))
                .map(tensor -> Math.toIntExact(tensor.shape().get(0)))
                .findFirst()
                .orElseThrow(() -> UserError.fatal("The weights have no " + ClipEncoders.TOKEN_TABLE
                        + ", so they are no CLIP's: name a CLIP's checkpoint."));
    }

    /** The network, whose inputs {@link #batch} assembles; its output is the similarities {@code [B, B]}. */
    public ModelGraph graph() {
        return encoders.contrastive();
    }

    /**
     * A micro-batch of B pairs, picture i going with text i.
     *
     * @param pictures bytes {@code [side, side, 3]} each, of any square size
     * @param tokens token ids {@code [contextLength]} each, as {@link BytePairTokenizer#encode} gives them
     */
    public Minibatch batch(byte[][] pictures, int[][] tokens) {
        INDArray[] inputs = {pictures(preprocessing, pictures), tokens(tokens), ends(tokens)};
        INDArray noLabels = Nd4j.zeros(pictures.length, 1); // which text goes with which picture is in the order
        return new Minibatch(inputs, noLabels, null);
    }

    /** Preprocessed pictures {@code [B, S, S, 3]}. */
    static INDArray pictures(PicturePreprocessing preprocessing, byte[][] pictures) {
        float[] values = new float[pictures.length * preprocessing.length()];
        for (int b = 0; b < pictures.length; b++) {
            preprocessing.apply(pictures[b], values, b * preprocessing.length());
        }
        int side = preprocessing.imageSize();
        return Nd4j.create(values, new long[] {pictures.length, side, side, 3}, 'c');
    }

    /** Token ids as floats {@code [B, N]}. */
    static INDArray tokens(int[][] tokens) {
        float[][] ids = new float[tokens.length][tokens[0].length];
        for (int b = 0; b < tokens.length; b++) {
            for (int n = 0; n < tokens[b].length; n++) {
                ids[b][n] = tokens[b][n];
            }
        }
        return Nd4j.createFromArray(ids);
    }

    /** Where each text ends, {@code [B, 1]}: the first place of its largest id, which is the end token's. */
    static INDArray ends(int[][] tokens) {
        float[] ends = new float[tokens.length];
        for (int b = 0; b < tokens.length; b++) {
            int end = 0;
            for (int n = 1; n < tokens[b].length; n++) {
                end = tokens[b][n] > tokens[b][end] ? n : end;
            }
            ends[b] = end;
        }
        return Nd4j.create(ends, new long[] {tokens.length, 1}, 'c');
    }
}
