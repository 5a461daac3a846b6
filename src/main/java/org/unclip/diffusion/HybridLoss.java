package org.unclip.diffusion;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.unclip.nn.Loss;

/**
 * Loss of a model with {@link ReverseVariance#LEARNED_RANGE}: weighted squared error plus 0.001 of the variational bound.
 *
 * <p>Nichol and Dhariwal 2021, section 3.1, with timesteps drawn uniformly: of an example at timestep {@code t} the
 * bound counts as T times its term, in bits a value. The bound trains the variance channels only; the mean in it is held
 * fixed, so that it cannot disturb what the squared error teaches. Weights are those of the squared error. Computed in
 * double precision on the host.
 *
 * @param schedule of at least 2 timesteps
 */
public record HybridLoss(NoiseSchedule schedule, Prediction prediction) implements Loss {
    private static final double BOUND_WEIGHT = 0.001;

    public HybridLoss {
        if (schedule.steps() < 2) {
            throw new IllegalArgumentException("learned variance needs at least 2 timesteps, got " + schedule.steps());
        }
    }

    /**
     * The labels of a noised batch, {@code [B * (1 + 2N)]}: of each example its timestep, target and data.
     *
     * @param x0 {@code [B][N]}, the data the batch was made from, in [-1, 1]
     */
    public static float[] labels(ForwardProcess.NoisedBatch batch, float[][] x0) {
        int size = x0[0].length;
        float[] labels = new float[x0.length * (1 + 2 * size)];
        for (int b = 0; b < x0.length; b++) {
            int from = b * (1 + 2 * size);
            labels[from] = batch.timesteps()[b];
            System.arraycopy(batch.target(), b * size, labels, from + 1, size);
            System.arraycopy(x0[b], 0, labels, from + 1 + size, size);
        }
        return labels;
    }

    /**
     * {@inheritDoc}
     *
     * @param output {@code [B, …, 2C]}, N = … · C predicted values and as many of variance
     * @param labels {@code [B, 1 + 2N]}, see {@link #labels}
     */
    @Override
    public double evaluate(INDArray output, INDArray labels, INDArray weights, INDArray gradient) {
        int batch = (int) output.size(0);
        int channels = (int) output.size(output.rank() - 1) / 2;
        double[] outputs = output.dup('c').data().asDouble();
        double[] gradients = new double[outputs.length];
        double sum = 0;
        for (int b = 0; b < batch; b++) {
            Example example = new Example(
                    b, channels, outputs, labels.getRow(b).dup('c').data().asDouble());
            sum += evaluate(example, weights == null ? 1.0 : weights.getDouble(b), gradients);
        }
        if (gradient != null) {
            gradient.assign(Nd4j.create(gradients, output.shape()).divi(batch));
        }
        return sum / batch;
    }

    /** One example's place in the outputs, and its label row. */
    private record Example(int index, int channels, double[] outputs, double[] label) {
        int size() {
            return (label.length - 1) / 2;
        }

        /** Where value {@code i} is predicted; its variance output is {@code channels} further on. */
        int mean(int i) {
            return 2 * (index * size() + i / channels * channels) + i % channels;
        }
    }

    /** The example's loss; its gradient, of this example alone, is written to its place. */
    private double evaluate(Example example, double weight, double[] gradients) {
        VariationalTerm term = VariationalTerm.at(schedule, prediction, (int) example.label[0]);
        int size = example.size();
        double boundWeight = BOUND_WEIGHT * schedule.steps() / StrictMath.log(2.0);
        double sum = 0;
        for (int i = 0; i < size; i++) {
            int mean = example.mean(i);
            int variance = mean + example.channels;
            double error = example.label[1 + i] - example.outputs[mean];
            double x0 = example.label[1 + size + i];
            double o = example.outputs[variance];
            sum += weight * error * error + boundWeight * term.value(error, x0, o);
            gradients[mean] = -2.0 * weight * error / size;
            gradients[variance] = boundWeight * term.slope(error, x0, o) / size;
        }
        return sum / size;
    }
}
