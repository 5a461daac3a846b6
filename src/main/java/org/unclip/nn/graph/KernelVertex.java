package org.unclip.nn.graph;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.api.TrainingConfig;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.BaseGraphVertex;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.unclip.nn.Kernel;
import org.unclip.nn.Parameter;

/**
 * A live kernel inside a Deeplearning4j graph.
 *
 * <p>Parameters and gradients are views of the graph's flat vectors; the kernel writes its gradients straight into
 * them, so {@link #doBackward} returns a {@code Gradient} only where it is to be clipped. It returns zeros where the kernel has no gradient of an input:
 * of a vertex that got null from one reader, Deeplearning4j hands the gradients of the next to its neighbours. Used by
 * the thread that runs the graph.
 */
final class KernelVertex extends BaseGraphVertex {

    private static final long serialVersionUID = 1;

    private final transient Kernel kernel;
    private final transient KernelUpdater updater;
    private final transient INDArray parameters;
    private final transient INDArray[] parameterViews;
    private final transient WorkspaceFrame frame;
    private transient INDArray gradients;

    KernelVertex(ComputationGraph graph, int index, KernelUpdater updater, INDArray parameters, DataType dataType) {
        super(graph, updater.getLayerName(), index, null, null, dataType);
        this.updater = updater;
        this.kernel = updater.kernel();
        this.parameters = parameters;
        this.parameterViews = views(kernel.parameters(), parameters);
        this.frame = new WorkspaceFrame(parameterViews, dataType);
    }

    private static INDArray[] views(List<Parameter> parameters, INDArray flat) {
        INDArray[] views = new INDArray[parameters.size()];
        long offset = 0;
        for (int i = 0; i < views.length; i++) {
            Parameter parameter = parameters.get(i);
            long end = offset + parameter.length();
            views[i] = flat.reshape(flat.length())
                    .get(NDArrayIndex.interval(offset, end))
                    .reshape('c', parameter.shape());
            offset = end;
        }
        return views;
    }

    @Override
    public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
        frame.enterForward(getInputs(), workspaces, training);
        return kernel.forward(frame);
    }

    @Override
    public Pair<Gradient, INDArray[]> doBackward(boolean truncated, LayerWorkspaceMgr workspaces) {
        frame.enterBackward(workspaces);
        INDArray[] inputGradients = kernel.backward(frame, getEpsilon());
        for (int i = 0; i < inputGradients.length; i++) {
            if (inputGradients[i] == null) {
                inputGradients[i] = frame.inputGradient(i).assign(0);
            }
        }
        return new Pair<>(updater.clips() ? namedGradients() : null, inputGradients);
    }

    /** Deeplearning4j clips only gradients that it is told of by name. */
    private Gradient namedGradients() {
        Gradient named = new DefaultGradient(gradients);
        for (int i = 0; i < parameterViews.length; i++) {
            named.setGradientFor(kernel.parameters().get(i).name(), frame.parameterGradient(i));
        }
        return named;
    }

    @Override
    public void setBackpropGradientsViewArray(INDArray flat) {
        gradients = flat;
        frame.setGradients(views(kernel.parameters(), flat));
    }

    @Override
    public INDArray getGradientsViewArray() {
        return gradients;
    }

    @Override
    public INDArray params() {
        return parameters;
    }

    @Override
    public Map<String, INDArray> paramTable(boolean backpropOnly) {
        Map<String, INDArray> table = new LinkedHashMap<>();
        for (int i = 0; i < parameterViews.length; i++) {
            table.put(kernel.parameters().get(i).name(), parameterViews[i]);
        }
        return table;
    }

    @Override
    public TrainingConfig getConfig() {
        return updater;
    }

    @Override
    public boolean hasLayer() {
        return false;
    }

    @Override
    public Layer getLayer() {
        return null;
    }

    @Override
    public void setInputs(INDArray... values) {
        System.arraycopy(values, 0, getInputs(), 0, values.length);
    }

    @Override
    public Pair<INDArray, MaskState> feedForwardMaskArrays(INDArray[] masks, MaskState state, int batchSize) {
        return new Pair<>(null, state);
    }

    @Override
    public String toString() {
        return getVertexName() + ": " + kernel;
    }
}
