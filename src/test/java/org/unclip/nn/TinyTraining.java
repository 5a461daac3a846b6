package org.unclip.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.unclip.random.KeyedRandom;

/** Trains small networks in tests with plain Adam, and checks their gradients. */
public final class TinyTraining {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.98;
    private static final double LOSS_CHANGE = 5e-3; // well above the noise of floats, and still nearly straight

    private TinyTraining() {}

    /** A batch for a step. */
    @FunctionalInterface
    public interface Batches {
        Minibatch at(int step);
    }

    /** Weights after some steps from the network's own start. */
    public static float[] adam(Network network, int steps, double learningRate, Batches batches) {
        float[] weights = network.layout().initialValues(1);
        float[] gradient = new float[weights.length];
        double[] mean = new double[weights.length];
        double[] square = new double[weights.length];
        for (int step = 1; step <= steps; step++) {
            network.setParameters(weights);
            network.gradient(batches.at(step), gradient);
            double rate = learningRate * Math.sqrt(1 - Math.pow(BETA2, step)) / (1 - Math.pow(BETA1, step));
            for (int i = 0; i < weights.length; i++) {
                mean[i] += (1 - BETA1) * (gradient[i] - mean[i]);
                square[i] += (1 - BETA2) * ((double) gradient[i] * gradient[i] - square[i]);
                weights[i] -= (float) (rate * mean[i] / (Math.sqrt(square[i]) + 1e-8));
            }
        }
        network.setParameters(weights);
        return weights;
    }

    /**
     * The slope of the loss along the gradient and along random directions against central differences, in float32: a
     * mistake in any layer shows, the last digits do not.
     */
    public static void checkGradient(Network network, Minibatch batch) {
        float[] weights = network.layout().initialValues(2);
        float[] gradient = new float[weights.length];
        network.setParameters(weights);
        network.gradient(batch, gradient);
        double norm = norm(gradient);
        compare(network, batch, weights, gradient, gradient, norm);
        for (int key = 0; key < 3; key++) {
            float[] mixed = new float[weights.length];
            KeyedRandom.of(key, "direction").fillGaussian(mixed);
            for (int i = 0; i < mixed.length; i++) {
                mixed[i] *= Math.abs(gradient[i]); // as much of each parameter as it matters
            }
            compare(network, batch, weights, gradient, mixed, norm);
        }
    }

    private static void compare(
            Network network, Minibatch batch, float[] weights, float[] gradient, float[] direction, double norm) {
        double distance = LOSS_CHANGE / norm;
        double step = distance / norm(direction);
        double slope = 0;
        for (int i = 0; i < gradient.length; i++) {
            slope += (double) gradient[i] * direction[i];
        }
        double difference =
                lossAt(network, batch, weights, direction, step) - lossAt(network, batch, weights, direction, -step);
        network.setParameters(weights);
        assertEquals(difference / (2 * distance), slope / norm(direction), 0.01 * norm);
    }

    private static double lossAt(Network network, Minibatch batch, float[] weights, float[] direction, double step) {
        float[] moved = weights.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += (float) (step * direction[i]);
        }
        network.setParameters(moved);
        return network.loss(batch);
    }

    private static double norm(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        return Math.sqrt(sum);
    }
}
