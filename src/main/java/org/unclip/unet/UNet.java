package org.unclip.unet;

import java.util.ArrayDeque;
import java.util.Deque;
import org.unclip.nn.GraphBuilder;
import org.unclip.nn.Init;
import org.unclip.nn.ModelGraph;
import org.unclip.nn.Node;
import org.unclip.nn.SquaredError;
import org.unclip.nn.kernel.Add;
import org.unclip.nn.kernel.Concat;
import org.unclip.nn.kernel.Conv2d;
import org.unclip.nn.kernel.GroupNorm;
import org.unclip.nn.kernel.LearnedPosition;
import org.unclip.nn.kernel.PixelUnshuffle;
import org.unclip.nn.kernel.Upsample;

/**
 * The graph of a decoder or upsampler, after Dhariwal and Nichol 2021 (ADM) and GLIDE.
 *
 * <p>Inputs of a decoder, in order: {@code x [B, S, S, 3]}, {@code t [B, 1]} (timesteps), {@code image [B, D]} (scaled),
 * {@code imageDropped [B, 1]}, {@code text [B, N, W]}, {@code textDropped [B, N, 1]}; a dropped condition is all zero
 * with its flag at one. Of an upsampler: {@code x}, {@code t}, {@code low [B, S, S, 3]}, already enlarged. Output:
 * {@code [B, S, S, 3]}.
 *
 * <p>Every residual block of the way down is concatenated to its mirror on the way up.
 */
public final class UNet {

    private static final int PICTURE_CHANNELS = 3;

    private final UNetConfig config;
    private final GraphBuilder graph = new GraphBuilder();
    private final Deque<Skip> skips = new ArrayDeque<>();

    private record Skip(Node node, int channels) {}

    private UNet(UNetConfig config) {
        this.config = config;
    }

    /** The stage's graph; {@code shape} is ignored by an upsampler. */
    public static ModelGraph graph(StageConfig stage, ConditionShape shape) {
        UNet unet = new UNet(stage.network());
        return stage.upsampler() ? unet.upsampler() : unet.decoder(stage.size(), shape);
    }

    private ModelGraph decoder(int size, ConditionShape shape) {
        Node x = graph.input("x");
        Node t = graph.input("t");
        Conditioning conditioning = new Conditioning(graph, config, shape);
        Node embedding = conditioning.embedding(t);
        Node context = conditioning.context();
        int extent = size / config.patch();
        Node h = stem(x, PICTURE_CHANNELS);
        if (config.layoutChannels() > 0) {
            LearnedPosition position = new LearnedPosition(extent * extent, config.channels(0), Init.zeros());
            h = graph.add("position", position, h);
        }
        Blocks blocks = new Blocks(graph, config, embedding, context);
        h = down(blocks, h, extent);
        if (config.layoutChannels() > 0) {
            int deepest = extent >> (config.levels() - 1);
            Node layout = conditioning.layout(deepest, config.channels(config.levels() - 1));
            h = graph.add("layout.add", new Add(), h, layout);
        }
        h = up(blocks, middle(blocks, h), extent);
        return graph.build(head(h), new SquaredError());
    }

    private ModelGraph upsampler() {
        Node x = graph.input("x");
        Node t = graph.input("t");
        Node low = graph.input("low");
        Blocks blocks = new Blocks(graph, config, Conditioning.timestep(graph, config, t), null);
        Node h = stem(graph.add("join", Concat.channels(), x, low), 2 * PICTURE_CHANNELS);
        h = up(blocks, middle(blocks, down(blocks, h, 0)), 0);
        return graph.build(graph.add("residual", new Add(), head(h), low), new SquaredError());
    }

    private Node stem(Node x, int channels) {
        Node h = config.patch() == 1 ? x : graph.add("unshuffle", PixelUnshuffle.by(config.patch()), x);
        return graph.add("stem", Conv2d.of(channels * config.patch() * config.patch(), config.channels(0), 3), h);
    }

    private Node down(Blocks blocks, Node from, int extent) {
        Node h = from;
        int channels = config.channels(0);
        for (int level = 0; level < config.levels(); level++) {
            if (level > 0) {
                h = graph.add("down" + level + ".downsample", Conv2d.strided(channels, channels, 3, 2), h);
            }
            for (int block = 0; block < config.blocks(); block++) {
                String name = "down" + level + ".block" + block;
                h = blocks.residual(name, h, channels, config.channels(level));
                channels = config.channels(level);
                h = blocks.attentionAt(extent >> level, name, h, channels);
                skips.push(new Skip(h, channels));
            }
        }
        return h;
    }

    private Node middle(Blocks blocks, Node from) {
        int channels = config.channels(config.levels() - 1);
        Node h = blocks.residual("middle.block0", from, channels, channels);
        if (!config.attentionSizes().isEmpty()) {
            h = blocks.attention("middle", h, channels);
        }
        return blocks.residual("middle.block1", h, channels, channels);
    }

    private Node up(Blocks blocks, Node from, int extent) {
        Node h = from;
        int channels = config.channels(config.levels() - 1);
        for (int level = config.levels() - 1; level >= 0; level--) {
            for (int block = 0; block < config.blocks(); block++) {
                String name = "up" + level + ".block" + block;
                Skip skip = skips.pop();
                h = graph.add(name + ".join", Concat.channels(), h, skip.node());
                h = blocks.residual(name, h, channels + skip.channels(), config.channels(level));
                channels = config.channels(level);
                h = blocks.attentionAt(extent >> level, name, h, channels);
            }
            if (level > 0) {
                h = graph.add("up" + level + ".upsample", new Upsample(), h);
                h = graph.add("up" + level + ".conv", Conv2d.of(channels, channels, 3), h);
            }
        }
        return h;
    }

    private Node head(Node from) {
        int channels = config.channels(0);
        Node h = graph.add("head.norm", GroupNorm.silu(channels), from);
        h = graph.add("head.conv", Conv2d.zero(channels, PICTURE_CHANNELS * config.patch() * config.patch(), 3), h);
        return config.patch() == 1 ? h : graph.add("shuffle", PixelUnshuffle.shuffle(config.patch()), h);
    }
}
