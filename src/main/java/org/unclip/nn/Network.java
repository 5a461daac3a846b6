package org.unclip.nn;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.Shape;
import org.nd4j.linalg.factory.Nd4j;
import org.unclip.nn.graph.KernelVertexConf;

/**
 * One live replica of a {@link ModelGraph}: weights in, loss and flat gradient or outputs out.
 *
 * <p>Float32. Not thread-safe; workspaces belong to the thread, so make, use and close a replica in one thread. With one
 * OpenMP thread the gradient is the same bit for bit in every process.
 */
public final class Network implements AutoCloseable {

    private final ModelGraph model;
    private final ComputationGraph graph;
    private final INDArray parameters; // the graph's own, which it shows as views alone
    private final boolean owner; // of the parameters
    private final ParameterLayout layout;

    /** Allocates a replica with all parameters zero. */
    public Network(ModelGraph model) {
        this(model, Nd4j.zeros(DataType.FLOAT, 1, Math.toIntExact(model.parameterCount())), true);
    }

    private Network(ModelGraph model, INDArray parameters, boolean owner) {
        this.model = model;
        this.parameters = parameters;
        this.owner = owner;
        graph = new ComputationGraph(model.configuration(DataType.FLOAT));
        graph.init(parameters, false);
        layout = layout(graph);
    }

    /**
     * Another one with this one's parameters, not a copy of them, for inference in another thread; to be closed before
     * this one. Neither may be trained.
     */
    public Network twin() {
        return new Network(model, parameters, false);
    }

    /** A replica with the weights that bear its parameters' names in a vector of another layout. */
    public static Network of(ModelGraph model, ParameterLayout layout, float[] weights) {
        Network network = new Network(model);
        network.setParameters(layout.project(weights, network.layout()));
        return network;
    }

    /** The layout of a replica's flat vectors, without the replica. */
    public static ParameterLayout layoutOf(ModelGraph model) {
        return layout(new ComputationGraph(model.configuration(DataType.FLOAT)));
    }

    static ParameterLayout layout(ComputationGraph graph) {
        graph.topologicalSortOrder(); // leaves the names in its configuration
        ComputationGraphConfiguration configuration = graph.getConfiguration();
        List<Parameter> ordered = new ArrayList<>();
        for (String name : configuration.getTopologicalOrderStr()) {
            if (configuration.getVertices().get(name) instanceof KernelVertexConf vertex) {
                vertex.kernel().parameters().forEach(p -> ordered.add(p.within(name)));
            }
        }
        return ParameterLayout.of(ordered);
    }

    /** Order and shapes of the flat vectors that this takes and gives. */
    public ParameterLayout layout() {
        return layout;
    }

    /** Copies a flat parameter vector in. */
    public void setParameters(float[] flat) {
        requireLength(flat);
        FlatVectors.write(flat, parameters);
    }

    /**
     * Mean loss of the batch; its gradient goes to {@code gradient}.
     *
     * @param gradient of {@link ParameterLayout#total()} values, overwritten
     */
    public double gradient(Minibatch batch, float[] gradient) {
        requireLength(gradient);
        set(batch);
        graph.computeGradientAndScore();
        FlatVectors.read(graph.getFlattenedGradients(), gradient);
        double loss = graph.score();
        graph.clear();
        return loss;
    }

    /** Mean loss of the batch without a gradient. */
    public double loss(Minibatch batch) {
        return model.loss().evaluate(output(batch.inputs()), batch.labels(), batch.weights(), null);
    }

    /** The network's output for these inputs, in an array of its own. */
    public INDArray output(INDArray... inputs) {
        INDArray output = graph.output(false, dense(inputs))[0];
        graph.clear();
        return output;
    }

    private void set(Minibatch batch) {
        graph.setInputs(dense(batch.inputs()));
        graph.setLabels(batch.labels());
        graph.setLayerMaskArrays(null, batch.weights() == null ? null : new INDArray[] {batch.weights()});
    }

    /** Kernels read memory: views and other types are copied. */
    static INDArray[] dense(INDArray[] inputs) {
        INDArray[] dense = new INDArray[inputs.length];
        for (int i = 0; i < dense.length; i++) {
            INDArray input = inputs[i].castTo(DataType.FLOAT);
            boolean ordered = input.ordering() == 'c' && Shape.hasDefaultStridesForShape(input);
            dense[i] = ordered ? input : input.dup('c');
        }
        return dense;
    }

    private void requireLength(float[] flat) {
        if (flat.length != layout.total()) {
            throw new IllegalStateException(
                    "a flat vector of " + flat.length + " values for " + layout.total() + " parameters");
        }
    }

    /** Frees the parameters if they are its own, the gradient and this thread's workspaces. */
    @Override
    public void close() {
        if (owner) {
            free(parameters);
        }
        free(graph.getFlattenedGradients());
        Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
    }

    private static void free(INDArray vector) {
        if (vector != null && vector.closeable()) {
            vector.close();
        }
    }
}
