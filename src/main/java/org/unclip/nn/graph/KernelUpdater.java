package org.unclip.nn.graph;

import java.util.List;
import org.deeplearning4j.nn.api.TrainingConfig;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;
import org.unclip.nn.Kernel;

/** Tells Deeplearning4j how to update the parameters of one kernel. */
record KernelUpdater(String getLayerName, Kernel kernel, GraphUpdater rule) implements TrainingConfig {

    @Override
    public List<Regularization> getRegularizationByParam(String name) {
        boolean decays = rule.weightDecay() > 0
                && kernel.parameters().stream()
                        .anyMatch(p -> p.decay() && p.name().equals(name));
        return decays ? List.of(new WeightDecay(rule.weightDecay(), true)) : List.of();
    }

    @Override
    public boolean isPretrainParam(String name) {
        return false;
    }

    @Override
    public IUpdater getUpdaterByParam(String name) {
        return rule.updater();
    }

    @Override
    public GradientNormalization getGradientNormalization() {
        return clips() ? GradientNormalization.ClipL2PerLayer : GradientNormalization.None;
    }

    @Override
    public double getGradientNormalizationThreshold() {
        return rule.gradientClip();
    }

    @Override
    public void setDataType(DataType dataType) {
        // nothing here depends on it
    }

    boolean clips() {
        return rule.gradientClip() > 0;
    }
}
