package org.unclip.nn.graph;

import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;
import org.unclip.nn.Kernel;
import org.unclip.nn.Parameter;

/** A kernel as a vertex of a Deeplearning4j graph configuration. Immutable, so a clone is itself. */
public final class KernelVertexConf extends GraphVertex {

    private static final long serialVersionUID = 1;

    @JsonProperty
    private final String name;

    @JsonProperty
    private final Kernel kernel;

    @JsonProperty
    private final GraphUpdater updater;

    @JsonCreator
    public KernelVertexConf(
            @JsonProperty("name") String name,
            @JsonProperty("kernel") Kernel kernel,
            @JsonProperty("updater") GraphUpdater updater) {
        this.name = name;
        this.kernel = kernel;
        this.updater = updater;
    }

    /** The operation. */
    public Kernel kernel() {
        return kernel;
    }

    @Override
    public GraphVertex clone() {
        return new KernelVertexConf(name, kernel, updater);
    }

    @Override
    public long numParams(boolean backprop) {
        return kernel.parameters().stream().mapToLong(Parameter::length).sum();
    }

    @Override
    public int minVertexInputs() {
        return 1;
    }

    @Override
    public int maxVertexInputs() {
        return Integer.MAX_VALUE;
    }

    @Override
    public KernelVertex instantiate(
            ComputationGraph graph,
            String vertexName,
            int index,
            INDArray parameters,
            boolean initialize,
            DataType dataType) {
        return new KernelVertex(graph, index, new KernelUpdater(vertexName, kernel, updater), parameters, dataType);
    }

    @Override
    public InputType getOutputType(int layerIndex, InputType... inputs) {
        return inputs[0];
    }

    @Override
    public MemoryReport getMemoryReport(InputType... inputs) {
        return new LayerMemoryReport.Builder(name, Kernel.class, inputs[0], inputs[0])
                .standardMemory(numParams(true), 0)
                .build();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KernelVertexConf v
                && name.equals(v.name)
                && kernel.equals(v.kernel)
                && updater.equals(v.updater);
    }

    @Override
    public int hashCode() {
        return kernel.hashCode();
    }
}
