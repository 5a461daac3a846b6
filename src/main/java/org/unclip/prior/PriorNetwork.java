package org.unclip.prior;

import org.unclip.nn.GraphBuilder;
import org.unclip.nn.Init;
import org.unclip.nn.ModelGraph;
import org.unclip.nn.Node;
import org.unclip.nn.SquaredError;
import org.unclip.nn.Transformer;
import org.unclip.nn.kernel.Add;
import org.unclip.nn.kernel.Concat;
import org.unclip.nn.kernel.LayerNorm;
import org.unclip.nn.kernel.LearnedPosition;
import org.unclip.nn.kernel.LearnedToken;
import org.unclip.nn.kernel.Linear;
import org.unclip.nn.kernel.Reshape;
import org.unclip.nn.kernel.SelectToken;
import org.unclip.nn.kernel.SinusoidalEmbedding;
import org.unclip.nn.kernel.Swish;

/**
 * The prior's network: a causal Transformer over the sequence encoded text tokens, text embedding, timestep, noised image
 * embedding, learned query; what it makes of the query is the unnoised image embedding.
 *
 * <p>Ramesh et al. 2022, section 2.2. Text that is dropped comes as zeros with a flag that switches learned tokens on,
 * one a place. Embeddings are in the space of {@link PriorScaling}.
 */
record PriorNetwork(PriorConfig config, PriorShape shape) {
    private static final double DEVIATION = 0.02; // of learned tokens at the start, as CLIP's token embedding
    private static final int BESIDE_TEXT = 4; // text embedding, timestep, image embedding, query

    /**
     * Inputs: noised image embedding {@code [B, D]}, timestep {@code [B, 1]}, text embedding {@code [B, D]}, encoded text
     * tokens {@code [B, N, W]}, whether text is dropped {@code [B, 1]}. Output {@code [B, D]}.
     */
    ModelGraph graph() {
        GraphBuilder graph = new GraphBuilder();
        Node xT = graph.input("xT");
        Node t = graph.input("t");
        Node textEmbedding = graph.input("textEmbedding");
        Node textTokens = graph.input("textTokens");
        Node dropped = graph.input("dropped");
        int width = config.width();
        Node x = graph.add(
                "sequence",
                Concat.tokens(),
                tokens(graph, textTokens, dropped),
                token(graph, "text", orNull(graph, "text", embedded(graph, "text", textEmbedding), dropped, width)),
                token(graph, "time", time(graph, t)),
                token(graph, "image", embedded(graph, "image", xT)));
        x = graph.add("query", new LearnedToken(width, false, Init.normal(DEVIATION)), x);
        int length = shape.textTokens() + BESIDE_TEXT;
        x = graph.add("position", new LearnedPosition(length, width, Init.normal(DEVIATION)), x);
        x = new Transformer(width, config.layers(), config.heads(), true).add(graph, "block", x);
        x = graph.add("last", SelectToken.last(), x);
        x = graph.add("norm", new LayerNorm(width), x);
        return graph.build(graph.add("output", Linear.of(width, shape.embedding()), x), new SquaredError());
    }

    private Node tokens(GraphBuilder graph, Node textTokens, Node dropped) {
        int width = config.width();
        int count = shape.textTokens();
        Node projected = graph.add("tokens.project", Linear.of(shape.textWidth(), width), textTokens);
        Node flat = graph.add("tokens.flat", Reshape.to((long) count * width), projected);
        Node known = orNull(graph, "tokens", flat, dropped, count * width);
        return graph.add("tokens.known", Reshape.to(count, width), known);
    }

    /** The values where they are given; where they were dropped, and are zero or a bias, a learned vector is added. */
    private static Node orNull(GraphBuilder graph, String name, Node given, Node dropped, int length) {
        Node learned = graph.add(name + ".null", new Linear(1, length, false, Init.normal(DEVIATION)), dropped);
        return graph.add(name + ".orNull", new Add(), given, learned);
    }

    private Node embedded(GraphBuilder graph, String name, Node embedding) {
        return graph.add(name + ".project", Linear.of(shape.embedding(), config.width()), embedding);
    }

    private Node time(GraphBuilder graph, Node t) {
        int width = config.width();
        Node waves = graph.add("time.waves", SinusoidalEmbedding.of(width / 2), t);
        Node hidden = graph.add("time.fc1", Linear.of(width / 2, width), waves);
        Node active = graph.add("time.silu", Swish.silu(), hidden);
        return graph.add("time.fc2", Linear.of(width, width), active);
    }

    /** {@code [B, C] → [B, 1, C]}. */
    private Node token(GraphBuilder graph, String name, Node vector) {
        return graph.add(name + ".token", Reshape.to(1, config.width()), vector);
    }
}
