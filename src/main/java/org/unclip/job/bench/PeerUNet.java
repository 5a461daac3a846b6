package org.unclip.job.bench;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.unclip.nn.GraphBuilder;
import org.unclip.nn.ModelGraph;
import org.unclip.nn.Node;
import org.unclip.nn.SquaredError;
import org.unclip.nn.kernel.Add;
import org.unclip.nn.kernel.Attention;
import org.unclip.nn.kernel.Concat;
import org.unclip.nn.kernel.Conv2d;
import org.unclip.nn.kernel.GroupNorm;
import org.unclip.nn.kernel.Linear;
import org.unclip.nn.kernel.Swish;
import org.unclip.nn.kernel.Upsample;

/**
 * The U-Net whose speed is compared with the same one in PyTorch, {@code unet_torch.py}: layer for layer the peer's,
 * and nothing but what the peer has.
 *
 * <p>Inputs {@code x [B, S, S, 3]}, {@code t [B, 64]}, {@code c [B, 64]}; output {@code [B, S, S, 3]}; mean squared error.
 */
final class PeerUNet {
    /** Width of the time and condition vectors. */
    static final int VECTOR = 64;

    private static final int EMBEDDING = 128;
    private static final int GROUPS = 8;
    private static final int HEADS = 4;
    private static final int RGB = 3;

    private final GraphBuilder graph = new GraphBuilder();
    private final List<Integer> widths;
    private final int depth;
    private final Deque<Node> skips = new ArrayDeque<>();
    private final Node x = graph.input("x");
    private final Node embedding;

    private PeerUNet(List<Integer> widths, int depth) {
        this.widths = widths;
        this.depth = depth;
        embedding = embedding();
    }

    /**
     * The graph of a U-Net.
     *
     * @param widths channels of each level, multiples of 8
     * @param depth residual blocks of each level, each way
     */
    static ModelGraph graph(List<Integer> widths, int depth) {
        PeerUNet unet = new PeerUNet(widths, depth);
        Node h = unet.up(unet.middle(unet.down()));
        h = unet.graph.add("norm", norm(widths.get(0), false, true), h);
        Node output = unet.graph.add("head", Conv2d.of(widths.get(0), RGB, 3), h);
        return unet.graph.build(output, new SquaredError());
    }

    /** {@code silu(mix(silu(time(t) + cond(c))))}, which every block reads. */
    private Node embedding() {
        Node time = graph.add("time", Linear.of(VECTOR, EMBEDDING), graph.input("t"));
        Node condition = graph.add("cond", Linear.of(VECTOR, EMBEDDING), graph.input("c"));
        Node sum = graph.add("sum", new Add(), time, condition);
        Node active = graph.add("active", Swish.silu(), sum);
        Node mixed = graph.add("mix", Linear.of(EMBEDDING, EMBEDDING), active);
        return graph.add("embedding", Swish.silu(), mixed);
    }

    private Node down() {
        int width = widths.get(0);
        Node h = graph.add("stem", Conv2d.of(RGB, width, 3), x);
        for (int level = 0; level < widths.size(); level++) {
            if (level > 0) {
                h = graph.add("down" + level, Conv2d.strided(width, width, 3, 2), h);
            }
            for (int block = 0; block < depth; block++) {
                h = block("down" + level + "." + block, h, width, widths.get(level));
                width = widths.get(level);
                skips.push(h);
            }
        }
        return h;
    }

    private Node middle(Node from) {
        int width = widths.get(widths.size() - 1);
        Node h = block("middle0", from, width, width);
        return block("middle1", attention(h, width), width, width);
    }

    private Node up(Node from) {
        Node h = from;
        int width = widths.get(widths.size() - 1);
        for (int level = widths.size() - 1; level >= 0; level--) {
            int out = widths.get(level);
            for (int block = 0; block < depth; block++) {
                String name = "up" + level + "." + block;
                h = graph.add(name + ".join", Concat.channels(), h, skips.pop());
                h = block(name, h, width + out, out); // the skips of a level are as wide as the level
                width = out;
            }
            if (level > 0) {
                h = graph.add("up" + level + ".larger", new Upsample(), h);
                h = graph.add("up" + level + ".conv", Conv2d.of(width, width, 3), h);
            }
        }
        return h;
    }

    private Node block(String name, Node from, int in, int out) {
        Node film = graph.add(name + ".film", Linear.of(EMBEDDING, 2 * out), embedding);
        Node h = graph.add(name + ".norm1", norm(in, false, true), from);
        h = graph.add(name + ".conv1", Conv2d.of(in, out, 3), h);
        h = graph.add(name + ".norm2", norm(out, true, true), h, film);
        h = graph.add(name + ".conv2", Conv2d.of(out, out, 3), h);
        Node skip = in == out ? from : graph.add(name + ".skip", Linear.of(in, out), from);
        return graph.add(name + ".add", new Add(), h, skip);
    }

    private Node attention(Node from, int width) {
        Node h = graph.add("attention.norm", norm(width, false, false), from);
        h = graph.add("attention.qkv", Linear.withoutBias(width, 3 * width), h);
        h = graph.add("attention", Attention.self(HEADS), h);
        h = graph.add("attention.out", Linear.withoutBias(width, width), h);
        return graph.add("attention.add", new Add(), h, from);
    }

    private static GroupNorm norm(int channels, boolean film, boolean silu) {
        return new GroupNorm(channels, GROUPS, film, silu);
    }
}
