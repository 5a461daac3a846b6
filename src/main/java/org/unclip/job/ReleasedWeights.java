package org.unclip.job;

import org.unclip.nn.ModelGraph;
import org.unclip.nn.ParameterLayout;
import org.unclip.storage.Folder;
import org.unclip.storage.ModelFolder;
import org.unclip.training.RankPlan;

/**
 * The weights of a released model as what a training begins with; every rank reads them for itself.
 *
 * @param model its folder
 * @param graph that is trained; must have the weights that were released
 * @param layout of the training
 */
record ReleasedWeights(Folder model, ModelGraph graph, ParameterLayout layout) implements RankPlan.InitialParameters {
    @Override
    public float[] values() {
        float[] released = ModelFolder.open(model).parameters(graph.layout().stored());
        return graph.layout().project(released, layout);
    }
}
