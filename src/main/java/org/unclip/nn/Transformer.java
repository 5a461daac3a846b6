package org.unclip.nn;

import org.unclip.nn.kernel.Add;
import org.unclip.nn.kernel.Attention;
import org.unclip.nn.kernel.LayerNorm;
import org.unclip.nn.kernel.Linear;
import org.unclip.nn.kernel.Swish;

/**
 * Pre-norm Transformer blocks over tokens {@code [B, N, C]}, as in CLIP: attention and a QuickGELU network four times as
 * wide, each behind a LayerNorm and added to its input; no norm behind the last block.
 *
 * <p>Radford et al. 2019 (GPT-2); the starting values are those of OpenAI's CLIP, whose residual projections shrink with
 * the depth.
 *
 * @param width C
 * @param layers blocks
 * @param heads attention heads, divides the width
 * @param causal whether a token sees only itself and those before
 */
public record Transformer(int width, int layers, int heads, boolean causal) {

    private static final int EXPANSION = 4;

    /** Adds the blocks; {@code name} goes before the names of all vertices. */
    public Node add(GraphBuilder graph, String name, Node tokens) {
        Node x = tokens;
        for (int layer = 0; layer < layers; layer++) {
            x = block(graph, name + layer, x);
        }
        return x;
    }

    private Node block(GraphBuilder graph, String name, Node x) {
        Node attended = graph.add(name + ".add1", new Add(), x, attention(graph, name, x));
        return graph.add(name + ".add2", new Add(), attended, network(graph, name, attended));
    }

    private Node attention(GraphBuilder graph, String name, Node x) {
        Node normed = graph.add(name + ".norm1", new LayerNorm(width), x);
        Node qkv = graph.add(name + ".qkv", linear(width, 3 * width, Math.pow(width, -0.5)), normed);
        Attention attention = causal ? Attention.causal(heads) : Attention.self(heads);
        Node mixed = graph.add(name + ".attention", attention, qkv);
        return graph.add(name + ".out", linear(width, width, residualDeviation()), mixed);
    }

    private Node network(GraphBuilder graph, String name, Node x) {
        Node normed = graph.add(name + ".norm2", new LayerNorm(width), x);
        Node wide = graph.add(name + ".fc1", linear(width, EXPANSION * width, Math.pow(2.0 * width, -0.5)), normed);
        Node active = graph.add(name + ".gelu", Swish.quickGelu(), wide);
        return graph.add(name + ".fc2", linear(EXPANSION * width, width, residualDeviation()), active);
    }

    private double residualDeviation() {
        return Math.pow(2.0 * layers * width, -0.5);
    }

    private static Linear linear(int in, int out, double deviation) {
        return new Linear(in, out, true, Init.normal(deviation));
    }
}
