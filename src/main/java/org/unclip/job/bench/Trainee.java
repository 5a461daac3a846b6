package org.unclip.job.bench;

import org.unclip.nn.Minibatch;
import org.unclip.nn.ModelGraph;
import org.unclip.nn.Network;
import org.unclip.paramserver.AdamConfig;
import org.unclip.paramserver.Chunks;
import org.unclip.paramserver.EmaConfig;
import org.unclip.paramserver.ShardOptimizer;
import org.unclip.paramserver.ShardState;
import org.unclip.paramserver.Update;
import org.unclip.training.NetworkLayout;

/** A network with its optimiser on the calling thread, taught one batch for ever: parameters in, gradient, AdamW. */
final class Trainee implements AutoCloseable {
    private static final AdamConfig ADAM = new AdamConfig(0.9, 0.999, 1e-8, 0); // PyTorch's defaults
    private static final EmaConfig NO_AVERAGE = new EmaConfig(0, false);
    private static final double LEARNING_RATE = 1e-3;
    private static final long SEED = 1;

    private final Minibatch batch;
    private final Network network;
    private final ShardState state;
    private final ShardOptimizer optimizer;
    private final float[] gradient;
    private long steps;

    Trainee(ModelGraph graph, Minibatch batch) {
        this.batch = batch;
        network = new Network(graph);
        state = ShardState.initial(0, network.layout().initialValues(SEED));
        gradient = new float[state.size()];
        optimizer = new ShardOptimizer(ADAM, NO_AVERAGE, NetworkLayout.decayed(network.layout()), new Chunks(1));
    }

    int parameters() {
        return state.size();
    }

    /** Does one training step, and returns the loss before it. */
    double step() {
        network.setParameters(state.parameters());
        double loss = network.gradient(batch, gradient);
        optimizer.update(state, gradient, 0, new Update(steps++, LEARNING_RATE, 1));
        return loss;
    }

    void forward() {
        network.output(batch.inputs());
    }

    @Override
    public void close() {
        network.close();
    }
}
