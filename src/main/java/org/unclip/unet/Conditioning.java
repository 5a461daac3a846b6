package org.unclip.unet;

import org.unclip.nn.GraphBuilder;
import org.unclip.nn.Node;
import org.unclip.nn.Transformer;
import org.unclip.nn.kernel.Add;
import org.unclip.nn.kernel.Concat;
import org.unclip.nn.kernel.LayerNorm;
import org.unclip.nn.kernel.Linear;
import org.unclip.nn.kernel.MeanTokens;
import org.unclip.nn.kernel.Reshape;
import org.unclip.nn.kernel.SinusoidalEmbedding;
import org.unclip.nn.kernel.Swish;

/**
 * How a decoder reads its conditions (paper, section 2.1): the image embedding is projected and added to the timestep
 * embedding, and projected to four context tokens beside the text's. A dropped condition becomes a learned null.
 */
final class Conditioning {

    private static final int IMAGE_TOKENS = 4;

    private final GraphBuilder graph;
    private final UNetConfig config;
    private final ConditionShape shape;
    private final Node image;
    private final Node text;

    /** Declares the inputs {@code image}, {@code imageDropped}, {@code text} and {@code textDropped}. */
    Conditioning(GraphBuilder graph, UNetConfig config, ConditionShape shape) {
        this.graph = graph;
        this.config = config;
        this.shape = shape;
        int width = config.embeddingWidth();
        Node given = graph.input("image");
        Node nothing = graph.add("image.null", Linear.withoutBias(1, shape.embedding()), graph.input("imageDropped"));
        image = graph.add("image.known", new Add(), nothing, given);
        Node encodings = graph.input("text");
        Node projected = graph.add("text.project", Linear.withoutBias(shape.textWidth(), width), encodings);
        Node noText = graph.add("text.null", Linear.withoutBias(1, width), graph.input("textDropped"));
        Node known = graph.add("text.known", new Add(), projected, noText);
        text = config.textLayers() == 0 ? graph.add("text.tokens", new LayerNorm(width), known) : encoded(known);
    }

    /** {@code [B, N, E]}: tokens that know all others. */
    private Node encoded(Node tokens) {
        int width = config.embeddingWidth();
        Node h = new Transformer(width, config.textLayers(), width / config.headWidth(), false)
                .add(graph, "text.block", graph.add("text.in", new LayerNorm(width), tokens));
        return graph.add("text.tokens", new LayerNorm(width), h);
    }

    /** {@code [B, E]}: SiLU of the embedding of timesteps without other conditions. */
    static Node timestep(GraphBuilder graph, UNetConfig config, Node t) {
        Node h = graph.add("time.activate", Swish.silu(), frequencies(graph, config, t));
        h = graph.add("time.mix", Linear.of(config.embeddingWidth(), config.embeddingWidth()), h);
        return graph.add("embedding", Swish.silu(), h);
    }

    private static Node frequencies(GraphBuilder graph, UNetConfig config, Node t) {
        int width = config.embeddingWidth();
        Node waves = graph.add("time.waves", SinusoidalEmbedding.of(width), t);
        return graph.add("time.project", Linear.of(width, width), waves);
    }

    /** {@code [B, E]}: SiLU of timestep and image embedding. */
    Node embedding(Node t) {
        int width = config.embeddingWidth();
        Node h = graph.add("image.project", Linear.of(shape.embedding(), width), image);
        h = graph.add("time.join", new Add(), frequencies(graph, config, t), h);
        h = graph.add("time.activate", Swish.silu(), h);
        h = graph.add("time.mix", Linear.of(width, width), h);
        return graph.add("embedding", Swish.silu(), h);
    }

    /** {@code [B, N + 4, E]}: the text's tokens and the image embedding's. */
    Node context() {
        int width = config.embeddingWidth();
        Node tokens = graph.add("image.spread", Linear.of(shape.embedding(), IMAGE_TOKENS * width), image);
        tokens = graph.add("image.tokens", Reshape.to(IMAGE_TOKENS, width), tokens);
        return graph.add("context", Concat.tokens(), text, tokens);
    }

    /** {@code [B, extent, extent, channels]}: where things go, drawn by a linear map, a SiLU and a 1 × 1 convolution. */
    Node layout(int extent, int channels) {
        Node mean = graph.add("layout.text", new MeanTokens(), text);
        Node both = graph.add("layout.join", Concat.channels(), image, mean);
        int drawn = config.layoutChannels();
        int values = drawn * extent * extent;
        Node h = graph.add("layout.draw", Linear.of(shape.embedding() + config.embeddingWidth(), values), both);
        h = graph.add("layout.activate", Swish.silu(), h);
        h = graph.add("layout.shape", Reshape.to(extent, extent, drawn), h);
        return graph.add("layout", Linear.of(drawn, channels), h);
    }
}
