package org.unclip.nn.graph;

import java.util.Collection;
import java.util.List;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.params.EmptyParamInitializer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;
import org.unclip.nn.Loss;

/** A {@link Loss} as the output layer of a Deeplearning4j graph configuration. */
public final class LossLayerConf extends Layer {

    private static final long serialVersionUID = 1;

    @JsonProperty
    private final Loss loss;

    @JsonProperty
    private final long graphParameters;

    /**
     * A loss.
     *
     * @param graphParameters number of the whole graph's parameters
     */
    @JsonCreator
    public LossLayerConf(
            @JsonProperty("layerName") String name,
            @JsonProperty("loss") Loss loss,
            @JsonProperty("graphParameters") long graphParameters) {
        this.loss = loss;
        this.graphParameters = graphParameters;
        setLayerName(name);
    }

    @Override
    public LossLayer instantiate(
            NeuralNetConfiguration conf,
            Collection<TrainingListener> listeners,
            int layerIndex,
            INDArray parameters,
            boolean initialize,
            DataType dataType) {
        conf.setLayer(this);
        return new LossLayer(conf, loss, graphParameters, dataType);
    }

    @Override
    public ParamInitializer initializer() {
        return EmptyParamInitializer.getInstance();
    }

    @Override
    public InputType getOutputType(int layerIndex, InputType input) {
        return input;
    }

    @Override
    public void setNIn(InputType input, boolean override) {
        // the loss takes any shape
    }

    @Override
    public InputPreProcessor getPreProcessorForInputType(InputType input) {
        return null;
    }

    @Override
    public List<Regularization> getRegularizationByParam(String name) {
        return List.of();
    }

    @Override
    public boolean isPretrainParam(String name) {
        return false;
    }

    @Override
    public GradientNormalization getGradientNormalization() {
        return GradientNormalization.None;
    }

    @Override
    public double getGradientNormalizationThreshold() {
        return 0;
    }

    @Override
    public LayerMemoryReport getMemoryReport(InputType input) {
        return new LayerMemoryReport.Builder(getLayerName(), LossLayerConf.class, input, input).build();
    }
}
