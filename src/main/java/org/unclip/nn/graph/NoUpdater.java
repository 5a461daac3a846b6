package org.unclip.nn.graph;

import java.util.List;
import org.deeplearning4j.nn.api.TrainingConfig;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.regularization.Regularization;

/** Tells Deeplearning4j to leave parameters alone: the parameter server updates them. */
record NoUpdater(String getLayerName) implements TrainingConfig {

    @Override
    public List<Regularization> getRegularizationByParam(String name) {
        return List.of();
    }

    @Override
    public boolean isPretrainParam(String name) {
        return false;
    }

    @Override
    public IUpdater getUpdaterByParam(String name) {
        return new NoOp();
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
    public void setDataType(DataType dataType) {
        // nothing here depends on it
    }
}
