package org.unclip.nn.graph;

import java.util.List;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.AbstractLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.unclip.nn.Loss;

/** The live output layer: the identity in inference, a {@link Loss} with its gradient in training. */
final class LossLayer extends AbstractLayer<LossLayerConf> implements IOutputLayer {

    private static final long serialVersionUID = 1;

    private final transient Loss loss;
    private final long graphParameters;
    private transient INDArray labels;
    private double score = Double.NaN;

    LossLayer(NeuralNetConfiguration conf, Loss loss, long graphParameters, DataType dataType) {
        super(conf, dataType);
        this.loss = loss;
        this.graphParameters = graphParameters;
    }

    /**
     * The number of the whole graph's: Deeplearning4j adds up those of a graph's layers, of which this is the only one,
     * and its {@code fit} returns at once where that is 0. The layer itself has none.
     */
    @Override
    public long numParams(boolean backwards) {
        return graphParameters;
    }

    @Override
    public void setInput(INDArray value, LayerWorkspaceMgr workspaces) {
        score = Double.NaN;
        super.setInput(value, workspaces);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        return workspaces.dup(ArrayType.ACTIVATIONS, input, 'c');
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray ignored, LayerWorkspaceMgr workspaces) {
        INDArray gradient =
                workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, input.dataType(), input.shape(), 'c');
        score = loss.evaluate(input, labels, maskArray, gradient);
        return new Pair<>(new DefaultGradient(), gradient);
    }

    @Override
    public double computeScore(double regularization, boolean training, LayerWorkspaceMgr workspaces) {
        if (Double.isNaN(score)) {
            score = loss.evaluate(input, labels, maskArray, null);
        }
        return score + regularization;
    }

    @Override
    public double score() {
        return score;
    }

    @Override
    public boolean needsLabels() {
        return true;
    }

    @Override
    public void setLabels(INDArray labels) {
        this.labels = labels;
    }

    @Override
    public INDArray getLabels() {
        return labels;
    }

    @Override
    public boolean isPretrainLayer() {
        return false;
    }

    @Override
    public void clearNoiseWeightParams() {
        // has no parameters
    }

    @Override
    public INDArray computeScoreForExamples(double regularization, LayerWorkspaceMgr workspaces) {
        throw unsupported();
    }

    @Override
    public double f1Score(DataSet data) {
        throw unsupported();
    }

    @Override
    public double f1Score(INDArray examples, INDArray truth) {
        throw unsupported();
    }

    @Override
    @SuppressWarnings("deprecation") // the interface demands it
    public int numLabels() {
        throw unsupported();
    }

    @Override
    public void fit(DataSetIterator data) {
        throw unsupported();
    }

    @Override
    public int[] predict(INDArray examples) {
        throw unsupported();
    }

    @Override
    public List<String> predict(DataSet data) {
        throw unsupported();
    }

    @Override
    public void fit(INDArray examples, INDArray truth) {
        throw unsupported();
    }

    @Override
    public void fit(DataSet data) {
        throw unsupported();
    }

    @Override
    public void fit(INDArray examples, int[] truth) {
        throw unsupported();
    }

    private static UnsupportedOperationException unsupported() {
        return new UnsupportedOperationException("the loss is no classifier");
    }
}
