package org.unclip.nn;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.unclip.nn.kernel.Add;
import org.unclip.nn.kernel.Attention;
import org.unclip.nn.kernel.Concat;
import org.unclip.nn.kernel.Conv2d;
import org.unclip.nn.kernel.GroupNorm;
import org.unclip.nn.kernel.Linear;
import org.unclip.nn.kernel.Reshape;
import org.unclip.nn.kernel.Samples;
import org.unclip.nn.kernel.SelectToken;
import org.unclip.nn.kernel.SinusoidalEmbedding;
import org.unclip.nn.kernel.Upsample;

/** Small graphs for tests, with their batches. */
final class SampleGraphs {

    private SampleGraphs() {}

    /**
     * A U-Net in little, {@code x [B, 4, 4, 3]} and {@code t [B, 1] → [B, 4, 4, 3]}: residuals, a skip connection, a film
     * vector, attention, and a picture that several vertices read, one of them beside hidden values.
     */
    static ModelGraph unet() {
        GraphBuilder graph = new GraphBuilder();
        Node x = graph.input("x");
        Node t = graph.input("t");
        Node time = graph.add("time", SinusoidalEmbedding.of(8), t);
        Node film = graph.add("film", Linear.of(8, 16), time);
        Node start = graph.add("start", Conv2d.of(3, 8, 3), x);
        Node first = block(graph, "first", start, film);
        Node down = graph.add("down", Conv2d.strided(8, 8, 3, 2), first);
        Node second = block(graph, "second", down, film);
        Node qkv = graph.add("qkv", Linear.of(8, 24), second);
        Node attended = graph.add("attend", Attention.self(2), qkv);
        Node middle = graph.add("middle", new Add(), second, attended);
        Node up = graph.add("up", new Upsample(), middle);
        Node joined = graph.add("joined", Concat.channels(), x, up, first);
        return graph.build(graph.add("end", Conv2d.of(19, 3, 1), joined), new SquaredError());
    }

    private static Node block(GraphBuilder graph, String name, Node x, Node film) {
        Node normed = graph.add(name + ".norm", new GroupNorm(8, 2, true, true), x, film);
        Node conv = graph.add(name + ".conv", Conv2d.of(8, 8, 3), normed);
        return graph.add(name + ".add", new Add(), x, conv);
    }

    /** A batch for {@link #unet} with weights. */
    static Minibatch unetBatch(String name, int size, DataType dataType) {
        return new Minibatch(
                new INDArray[] {
                    Samples.gaussian(name + " x", size, 4, 4, 3).castTo(dataType),
                    Samples.gaussian(name + " t", size, 1).muli(100).castTo(dataType)
                },
                Samples.gaussian(name + " label", size, 4, 4, 3).castTo(dataType),
                Samples.gaussian(name + " weight", size).muli(0.1).addi(1).castTo(dataType));
    }

    /** {@code t [B, 1], x [B, 1] → [B, 4]}; the reader of t that gives it no gradient runs first, so its backward last. */
    static ModelGraph gradientThenNone() {
        GraphBuilder graph = new GraphBuilder();
        Node t = graph.input("t");
        Node embedded = graph.add("embedded", SinusoidalEmbedding.of(4), t);
        Node hidden = graph.add("hidden", Linear.of(1, 1), graph.input("x"));
        Node joined = graph.add("joined", Concat.channels(), t, hidden, embedded);
        return graph.build(graph.add("end", Linear.of(6, 4), joined), new SquaredError());
    }

    /** The same inputs and output; the reader of t that gives it no gradient runs last, so its backward first. */
    static ModelGraph noneThenGradient() {
        GraphBuilder graph = new GraphBuilder();
        Node t = graph.input("t");
        Node hidden = graph.add("hidden", Linear.of(1, 1), graph.input("x"));
        Node joined = graph.add("joined", Concat.channels(), t, hidden);
        Node mixed = graph.add("mixed", Linear.of(2, 8), joined);
        Node tokens = graph.add("tokens", Reshape.to(2, 4), mixed);
        return graph.build(graph.add("end", SelectToken.first(), tokens, t), new SquaredError());
    }

    /** The same inputs and output; a vertex with parameters gets no gradient from its only reader. */
    static ModelGraph noneForHiddenValues() {
        GraphBuilder graph = new GraphBuilder();
        Node moved = graph.add("moved", Linear.of(1, 1), graph.input("t"));
        Node embedded = graph.add("embedded", SinusoidalEmbedding.of(4), moved);
        Node wide = graph.add("wide", Linear.of(1, 4), graph.input("x"));
        return graph.build(graph.add("end", new Add(), wide, embedded), new SquaredError());
    }
}
