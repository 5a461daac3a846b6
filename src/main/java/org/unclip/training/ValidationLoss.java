package org.unclip.training;

import org.unclip.nn.ModelGraph;
import org.unclip.nn.Network;

/** Mean loss of a network on held-out minibatches. Made, used and closed by one thread. */
public final class ValidationLoss implements AutoCloseable {

    private final Network network;
    private final BatchSource batches;
    private final int count;

    public ValidationLoss(ModelGraph graph, TrainingBatches data) {
        network = new Network(graph);
        batches = data.validation();
        count = data.validationBatches();
    }

    /** The loss with these weights, in the layout of the network's; NaN where nothing is held out. */
    public double of(float[] weights) {
        network.setParameters(weights);
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += network.loss(batches.batch(0, i));
        }
        return sum / count;
    }

    @Override
    public void close() {
        batches.close();
        network.close();
    }
}
