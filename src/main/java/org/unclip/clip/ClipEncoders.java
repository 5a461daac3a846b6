package org.unclip.clip;

import java.io.Serializable;
import java.util.List;
import org.unclip.nn.GraphBuilder;
import org.unclip.nn.Init;
import org.unclip.nn.Loss;
import org.unclip.nn.ModelGraph;
import org.unclip.nn.Node;
import org.unclip.nn.SquaredError;
import org.unclip.nn.SymmetricCrossEntropy;
import org.unclip.nn.Transformer;
import org.unclip.nn.kernel.Conv2d;
import org.unclip.nn.kernel.GroupNorm;
import org.unclip.nn.kernel.L2Normalize;
import org.unclip.nn.kernel.LayerNorm;
import org.unclip.nn.kernel.LearnedPosition;
import org.unclip.nn.kernel.LearnedToken;
import org.unclip.nn.kernel.Linear;
import org.unclip.nn.kernel.PixelUnshuffle;
import org.unclip.nn.kernel.Reshape;
import org.unclip.nn.kernel.ScaledSimilarity;
import org.unclip.nn.kernel.SelectToken;
import org.unclip.nn.kernel.TokenEmbedding;

/**
 * CLIP's networks, as graphs that share the names of their parameters: the one that is trained, and its parts that
 * embed pictures or texts.
 *
 * <p>Radford et al. 2021, section 2.4. Shapes: B examples, S image size, N context length, W text width, D embedding
 * size. Embeddings have unit length. With {@code kind = transformer} and
 * OpenAI's sizes the parameters are those of OpenAI's ViT models one for one, the patch projection's weight being a
 * matrix {@code [width, 3 · patch²]} over row, column and channel.
 *
 * @param config the model
 * @param vocabularySize tokens of the tokenizer it is used with
 */
record ClipEncoders(ClipConfig config, int vocabularySize) implements Serializable {
    /** The parameter that has a row a token. */
    static final String TOKEN_TABLE = "text.token.weight";

    /** The parameter whose exponential the similarities are multiplied by. */
    static final String LOGIT_SCALE = "similarity.logitScale";

    private static final double TOKEN_DEVIATION = 0.02; // starting values of OpenAI's CLIP
    private static final double POSITION_DEVIATION = 0.01;
    private static final int WINDOW = 3;
    private static final int RGB = 3;
    private static final Loss UNTRAINED = new SquaredError();

    /**
     * Pictures {@code [B, S, S, 3]}, token ids {@code [B, N]} and the places of their end tokens {@code [B, 1]} to
     * scaled cosine similarities {@code [B, B]}, with the contrastive loss.
     *
     * <p>The pairs of one micro-batch are compared with each other alone: the more micro-batches a step has, the fewer
     * negatives a pair sees, whatever the number of workers.
     */
    ModelGraph contrastive() {
        GraphBuilder graph = new GraphBuilder();
        Node pictures = graph.input("pictures");
        Node tokens = graph.input("tokens");
        Node ends = graph.input("ends");
        Node text = textEmbedding(graph, sequence(graph, tokens), ends);
        ScaledSimilarity similarity = new ScaledSimilarity(config.maxLogitScale());
        Node logits = graph.add("similarity", similarity, pictureEmbedding(graph, pictures), text);
        return graph.build(logits, new SymmetricCrossEntropy());
    }

    /** Pictures {@code [B, S, S, 3]} to embeddings {@code [B, D]}. */
    ModelGraph vision() {
        GraphBuilder graph = new GraphBuilder();
        return graph.build(pictureEmbedding(graph, graph.input("pictures")), UNTRAINED);
    }

    /** Token ids {@code [B, N]} to what the encoder says of each token, {@code [B, N, W]}. */
    ModelGraph text() {
        GraphBuilder graph = new GraphBuilder();
        return graph.build(sequence(graph, graph.input("tokens")), UNTRAINED);
    }

    /** Output of {@link #text} and the places of the end tokens {@code [B, 1]} to embeddings {@code [B, D]}. */
    ModelGraph textProjection() {
        GraphBuilder graph = new GraphBuilder();
        Node sequence = graph.input("sequence");
        return graph.build(textEmbedding(graph, sequence, graph.input("ends")), UNTRAINED);
    }

    private Node sequence(GraphBuilder graph, Node tokens) {
        TextConfig text = config.text();
        Init tokenInit = Init.normal(TOKEN_DEVIATION);
        Init positionInit = Init.normal(POSITION_DEVIATION);
        Node x = graph.add("text.token", new TokenEmbedding(vocabularySize, text.width(), tokenInit), tokens);
        int length = config.tokenizer().contextLength();
        x = graph.add("text.position", new LearnedPosition(length, text.width(), positionInit), x);
        x = new Transformer(text.width(), text.layers(), text.heads(), true).add(graph, "text.block", x);
        return graph.add("text.norm", new LayerNorm(text.width()), x);
    }

    private Node textEmbedding(GraphBuilder graph, Node sequence, Node ends) {
        Node end = graph.add("text.end", SelectToken.last(), sequence, ends);
        Node projected = graph.add("text.projection", projection(config.text().width()), end);
        return graph.add("text.unit", new L2Normalize(), projected);
    }

    private Node pictureEmbedding(GraphBuilder graph, Node pictures) {
        Node projected = config.vision().kind() == VisionConfig.Kind.TRANSFORMER
                ? patchTransformer(graph, pictures)
                : convolutions(graph, pictures);
        return graph.add("vision.unit", new L2Normalize(), projected);
    }

    private Node patchTransformer(GraphBuilder graph, Node pictures) {
        VisionConfig vision = config.vision();
        int width = vision.width();
        int side = vision.imageSize() / vision.patchSize();
        Init init = Init.normal(Math.pow(width, -0.5));
        Node x = graph.add("vision.patches", PixelUnshuffle.by(vision.patchSize()), pictures);
        x = graph.add("vision.patch", Linear.withoutBias(RGB * vision.patchSize() * vision.patchSize(), width), x);
        x = graph.add("vision.tokens", Reshape.to((long) side * side, width), x);
        x = graph.add("vision.class", new LearnedToken(width, true, init), x);
        x = graph.add("vision.position", new LearnedPosition(side * side + 1, width, init), x);
        x = graph.add("vision.normBefore", new LayerNorm(width), x);
        x = new Transformer(width, vision.layers(), vision.heads(), false).add(graph, "vision.block", x);
        x = graph.add("vision.picked", SelectToken.first(), x);
        x = graph.add("vision.normAfter", new LayerNorm(width), x);
        return graph.add("vision.projection", projection(width), x);
    }

    private Node convolutions(GraphBuilder graph, Node pictures) {
        List<Integer> channels = config.vision().channels();
        Node x = pictures;
        int in = RGB;
        int side = config.vision().imageSize();
        for (int i = 0; i < channels.size(); i++) {
            int out = channels.get(i);
            int stride = i < channels.size() - 1 ? 2 : 1;
            x = graph.add("vision.conv" + i, Conv2d.strided(in, out, WINDOW, stride), x);
            x = graph.add("vision.norm" + i, GroupNorm.silu(out), x);
            side = (side - 1) / stride + 1;
            in = out;
        }
        int flat = side * side * in;
        x = graph.add("vision.flat", Reshape.to(flat), x);
        return graph.add("vision.projection", Linear.of(flat, config.embeddingSize()), x);
    }

    private Linear projection(int width) {
        return new Linear(width, config.embeddingSize(), false, Init.normal(Math.pow(width, -0.5)));
    }
}
