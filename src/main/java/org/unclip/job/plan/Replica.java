package org.unclip.job.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.factory.Nd4j;
import org.unclip.nn.Minibatch;
import org.unclip.nn.Network;

/** A worker of a training on its own: one network and its gradient. Made, used and closed by one thread. */
final class Replica implements AutoCloseable {
    private static final int FEWEST_STEPS = 4;
    private static final double NANOS = 1e9;

    private final PlannedTraining training;
    private final Network network;
    private final float[] gradient;

    Replica(PlannedTraining training) {
        this.training = training;
        network = new Network(training.graph());
        network.setParameters(network.layout().initialValues(1));
        gradient = new float[Math.toIntExact(network.layout().total())];
    }

    /**
     * The median time of steps on one made-up micro-batch, seconds: of a few, and of more where they are short.
     *
     * @param shortest how long they take together at least, seconds
     */
    double seconds(Minibatch batch, double shortest) {
        List<Double> seconds = new ArrayList<>();
        long start = System.nanoTime();
        while (seconds.size() < FEWEST_STEPS || System.nanoTime() - start < shortest * NANOS) {
            long begin = System.nanoTime();
            network.gradient(batch, gradient);
            seconds.add((System.nanoTime() - begin) / NANOS);
        }
        Collections.sort(seconds);
        return seconds.get(seconds.size() / 2);
    }

    /** A made-up micro-batch. */
    Minibatch batch(int examples) {
        return training.examples().apply(examples);
    }

    /** What the thread's workspaces have grown to: activations, their gradients and scratch. */
    long workspaceBytes() {
        return Nd4j.getWorkspaceManager().getAllWorkspacesForCurrentThread().stream()
                .mapToLong(MemoryWorkspace::getCurrentSize)
                .sum();
    }

    @Override
    public void close() {
        network.close();
    }
}
