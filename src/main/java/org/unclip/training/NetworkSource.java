package org.unclip.training;

import org.unclip.nn.ModelGraph;
import org.unclip.nn.Network;

/** The gradient of a network on a training's minibatches. */
public final class NetworkSource implements GradientSource {

    private static final long NONE = -1;

    private final Network network;
    private final BatchSource batches;
    private long loadedStep = NONE;

    /** A replica of the graph, and the minibatches for it; both are closed with this. */
    public NetworkSource(ModelGraph graph, BatchSource batches) {
        this.network = new Network(graph);
        this.batches = batches;
    }

    @Override
    public double gradient(long step, int microBatch, float[] parameters, float[] gradientOut) {
        if (step != loadedStep) {
            network.setParameters(parameters);
            loadedStep = step;
        }
        return network.gradient(batches.batch(step, microBatch), gradientOut);
    }

    @Override
    public void close() {
        batches.close();
        network.close();
    }
}
