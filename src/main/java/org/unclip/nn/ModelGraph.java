package org.unclip.nn;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.nd4j.linalg.api.buffer.DataType;
import org.unclip.nn.graph.GraphUpdater;
import org.unclip.nn.graph.KernelVertexConf;
import org.unclip.nn.graph.LossLayerConf;

/**
 * A network as a description: inputs, vertices in the order they were added, the output and its loss. Allocates
 * nothing, so models far larger than this machine can be counted.
 *
 * @param inputs names of the network inputs, in order
 * @param vertices in an order in which each reads only earlier ones
 * @param output name of the vertex whose output is the network's
 * @param loss what training minimises over that output
 */
public record ModelGraph(List<String> inputs, List<Vertex> vertices, String output, Loss loss) implements Serializable {

    /** A kernel and the names of the nodes it reads. */
    public record Vertex(String name, Kernel kernel, List<String> sources) implements Serializable {
        public Vertex {
            sources = List.copyOf(sources);
        }
    }

    /** Name of the Deeplearning4j output layer that holds the loss. */
    static final String LOSS = "loss";

    public ModelGraph {
        inputs = List.copyOf(inputs);
        vertices = List.copyOf(vertices);
    }

    /** All parameters in the order of the vertices; a {@link Network}'s flat vector may have another order. */
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>();
        for (Vertex vertex : vertices) {
            vertex.kernel().parameters().forEach(p -> all.add(p.within(vertex.name())));
        }
        return all;
    }

    /** All parameters one behind the other, as model files hold them. */
    public ParameterLayout layout() {
        return ParameterLayout.of(parameters());
    }

    /** Number of trained values. */
    public long parameterCount() {
        return parameters().stream().mapToLong(Parameter::length).sum();
    }

    /** The same network for Deeplearning4j: no updater of its own (the parameter server has it), workspaces on. */
    public ComputationGraphConfiguration configuration(DataType dataType) {
        return configuration(dataType, GraphUpdater.NONE);
    }

    /** The same network for Deeplearning4j, which updates the parameters by this rule; workspaces on. */
    public ComputationGraphConfiguration configuration(DataType dataType, GraphUpdater updater) {
        GraphBuilder graph = new NeuralNetConfiguration.Builder()
                .updater(updater.updater())
                .miniBatch(false) // losses are means over the batch already
                .dataType(dataType)
                .trainingWorkspaceMode(WorkspaceMode.ENABLED)
                .inferenceWorkspaceMode(WorkspaceMode.ENABLED)
                .graphBuilder()
                .addInputs(inputs);
        for (Vertex vertex : vertices) {
            graph.addVertex(
                    vertex.name(),
                    new KernelVertexConf(vertex.name(), vertex.kernel(), updater),
                    vertex.sources().toArray(String[]::new));
        }
        return graph.addLayer(LOSS, new LossLayerConf(LOSS, loss, parameterCount()), output)
                .setOutputs(LOSS)
                .validateOutputLayerConfig(false)
                .build();
    }
}
