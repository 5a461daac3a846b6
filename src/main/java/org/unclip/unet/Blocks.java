package org.unclip.unet;

import org.unclip.nn.GraphBuilder;
import org.unclip.nn.Node;
import org.unclip.nn.kernel.Add;
import org.unclip.nn.kernel.Attention;
import org.unclip.nn.kernel.Conv2d;
import org.unclip.nn.kernel.GroupNorm;
import org.unclip.nn.kernel.Linear;

/**
 * The repeated parts of a U-Net.
 *
 * @param graph where they are added
 * @param config of the network
 * @param embedding {@code [B, E]}, activated: timestep and, in a decoder, image embedding
 * @param context {@code [B, M, E]}, what attention reads beside the picture; {@code null} for a network without attention
 */
record Blocks(GraphBuilder graph, UNetConfig config, Node embedding, Node context) {

    /** GroupNorm, SiLU, convolution, scale-shift by the embedding, SiLU, convolution, and the skip (ADM, section 3). */
    Node residual(String name, Node x, int in, int out) {
        Node film = graph.add(name + ".film", Linear.of(config.embeddingWidth(), 2 * out), embedding);
        Node h = graph.add(name + ".norm1", GroupNorm.silu(in), x);
        h = graph.add(name + ".conv1", Conv2d.of(in, out, 3), h);
        h = graph.add(name + ".norm2", GroupNorm.modulated(out), h, film);
        h = graph.add(name + ".conv2", Conv2d.zero(out, out, 3), h);
        Node skip = in == out ? x : graph.add(name + ".skip", Linear.of(in, out), x);
        return graph.add(name + ".add", new Add(), h, skip);
    }

    /** Attention where the configuration asks for it at this extent. */
    Node attentionAt(int extent, String name, Node x, int channels) {
        return config.attentionSizes().contains(extent) ? attention(name, x, channels) : x;
    }

    /** Self-attention whose keys and values include the context's (GLIDE, section 3). */
    Node attention(String name, Node x, int channels) {
        String prefix = name + ".attention";
        Node h = graph.add(prefix + ".norm", GroupNorm.plain(channels), x);
        h = graph.add(prefix + ".qkv", Linear.of(channels, 3 * channels), h);
        Node kv = graph.add(prefix + ".context", Linear.of(config.embeddingWidth(), 2 * channels), context);
        int heads = Math.max(1, channels / config.headWidth());
        h = graph.add(prefix, Attention.self(heads), h, kv);
        h = graph.add(prefix + ".out", Linear.zero(channels, channels), h);
        return graph.add(prefix + ".add", new Add(), h, x);
    }
}
