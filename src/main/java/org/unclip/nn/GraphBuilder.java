package org.unclip.nn;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Wires kernels to a {@link ModelGraph}. Names must be unique; a vertex may read an earlier one only once. */
public final class GraphBuilder {

    private final List<String> inputs = new ArrayList<>();
    private final List<ModelGraph.Vertex> vertices = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    /** Declares a network input. */
    public Node input(String name) {
        claim(name);
        inputs.add(name);
        return new Node(name);
    }

    /** Adds a vertex that applies {@code kernel} to the given nodes. */
    public Node add(String name, Kernel kernel, Node... from) {
        claim(name);
        List<String> sources = new ArrayList<>();
        for (Node node : from) {
            if (!names.contains(node.name())) {
                throw new IllegalStateException(name + " reads the unknown node " + node.name());
            }
            if (sources.contains(node.name())) {
                throw new IllegalStateException(name + " reads " + node.name() + " twice");
            }
            sources.add(node.name());
        }
        vertices.add(new ModelGraph.Vertex(name, kernel, sources));
        return new Node(name);
    }

    /** The graph that ends in {@code output} and is trained with {@code loss}. */
    public ModelGraph build(Node output, Loss loss) {
        return new ModelGraph(inputs, vertices, output.name(), loss);
    }

    private void claim(String name) {
        if (!names.add(name)) {
            throw new IllegalStateException("two nodes are named " + name);
        }
    }
}
