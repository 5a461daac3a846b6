package org.unclip.training;

import org.unclip.nn.ModelGraph;
import org.unclip.nn.Network;

/** The gradient of a network on a training's minibatches. */
public final class NetworkSource implements GradientSource {
    private final Network network;
    private final TrainingBatches data;
    private final BatchSource batches;
    private BatchSource heldOut; // opened when first validated

    /** A replica of the graph, for these minibatches. */
    public NetworkSource(ModelGraph graph, TrainingBatches data) {
        this.network = new Network(graph);
        this.data = data;
        this.batches = data.training();
    }

    @Override
    public void load(float[] parameters) {
        network.setParameters(parameters);
    }

    @Override
    public double gradient(long step, int microBatch, float[] gradientOut) {
        return network.gradient(batches.batch(step, microBatch), gradientOut);
    }

    @Override
    public int validationBatches() {
        return data.validationBatches();
    }

    @Override
    public double validationLoss(int minibatch) {
        if (heldOut == null) {
            heldOut = data.validation();
        }
        return network.loss(heldOut.batch(0, minibatch));
    }

    @Override
    public void close() {
        batches.close();
        if (heldOut != null) {
            heldOut.close();
        }
        network.close();
    }
}
