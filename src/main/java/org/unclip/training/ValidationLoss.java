package org.unclip.training;

import java.util.OptionalDouble;
import org.unclip.nn.ModelGraph;
import org.unclip.nn.Network;
import org.unclip.nn.ParameterLayout;

/** Mean loss of a network on held-out minibatches. Made, used and closed by one thread. */
public final class ValidationLoss implements AutoCloseable {

    private final Network network;
    private final BatchSource batches;
    private final int count;

    /** A replica of the graph, and the held-out minibatches for it. */
    public ValidationLoss(ModelGraph graph, TrainingBatches data) {
        network = new Network(graph);
        batches = data.validation();
        count = data.validationBatches();
    }

    /** The layout of the network's flat vectors. */
    public ParameterLayout layout() {
        return network.layout();
    }

    /** The loss with these weights, in the layout of the network's; empty where nothing is held out. */
    public OptionalDouble of(float[] weights) {
        if (count == 0) {
            return OptionalDouble.empty();
        }
        network.setParameters(weights);
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += network.loss(batches.batch(0, i));
        }
        return OptionalDouble.of(sum / count);
    }

    @Override
    public void close() {
        batches.close();
        network.close();
    }
}
