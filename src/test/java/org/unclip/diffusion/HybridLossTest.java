package org.unclip.diffusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import org.deeplearning4j.nn.conf.serde.JsonMappers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.databind.ObjectMapper;
import org.unclip.nn.Loss;
import org.unclip.random.KeyedRandom;

class HybridLossTest {
    private static final NoiseSchedule SCHEDULE = NoiseSchedule.cosine(10);
    private static final float[] X0 = {0.5f, -1f, 1f, 0.1f, -0.3f, 0.9f
    }; // two pixels of three channels, edges included
    private static final float[] EPS = {0.3f, -1.1f, 0.7f, 0.2f, 1.9f, -0.4f};
    private static final double BOUND_WEIGHT = 0.001 * 10 / Math.log(2);

    /** KL of the two Gaussians with both means worked out from {@code x_t}, as the paper has it. */
    @ParameterizedTest
    @EnumSource
    void boundIsTheDivergenceOfModelFromPosterior(Prediction prediction) {
        for (int t = 1; t < 10; t++) {
            INDArray output = output(t, prediction, 0.2);
            double[] modelX0 = modelX0(output, t, prediction);
            double expected = 0;
            for (int i = 0; i < 6; i++) {
                double v = (output.getDouble(0, i / 3, 3 + i % 3) + 1) / 2;
                double variance = Math.pow(SCHEDULE.beta(t), v) * Math.pow(SCHEDULE.posteriorVariance(t), 1 - v);
                double ratio = SCHEDULE.posteriorVariance(t) / variance;
                double meanError = SCHEDULE.posteriorMeanOfX0(t) * (X0[i] - modelX0[i]);
                expected += (ratio - 1 - Math.log(ratio) + meanError * meanError / variance) / 2 / 6;
            }
            assertEquals(expected, bound(output, t, prediction), 1e-4 * (1 + expected));
        }
    }

    /** The model's density added up over the bin of each value. */
    @ParameterizedTest
    @EnumSource
    void boundOfTheFirstTimestepIsTheLikelihoodOfTheBin(Prediction prediction) {
        INDArray output = output(0, prediction, 0.05);
        double[] modelX0 = modelX0(output, 0, prediction);
        double expected = 0;
        for (int i = 0; i < 6; i++) {
            double v = (output.getDouble(0, i / 3, 3 + i % 3) + 1) / 2;
            double deviation =
                    Math.sqrt(Math.pow(SCHEDULE.beta(0), v) * Math.pow(SCHEDULE.posteriorVariance(1), 1 - v));
            double low = X0[i] < -0.999 ? -5 : X0[i] - 1 / 255.0;
            double high = X0[i] > 0.999 ? 5 : X0[i] + 1 / 255.0;
            expected -= Math.log(massBetween(low, high, modelX0[i], deviation)) / 6;
        }
        assertEquals(expected, bound(output, 0, prediction), 0.01);
    }

    @ParameterizedTest
    @EnumSource
    void varianceGradientIsThatOfFiniteDifferences(Prediction prediction) {
        for (int t : new int[] {0, 1, 5, 9}) {
            INDArray output = output(t, prediction, 0.1);
            INDArray gradient = output.like();
            evaluate(output, t, prediction, gradient);
            for (int i = 0; i < 6; i++) {
                int[] at = {0, i / 3, 3 + i % 3};
                double o = output.getDouble(at);
                double above = evaluate(output.putScalar(at, o + 1e-5), t, prediction, null);
                double below = evaluate(output.putScalar(at, o - 1e-5), t, prediction, null);
                output.putScalar(at, o);
                assertEquals((above - below) / 2e-5, gradient.getDouble(at), 1e-8);
            }
        }
    }

    @Test
    void meanGradientIsThatOfTheSquaredErrorAlone() {
        INDArray output = output(5, Prediction.V, 0.1);
        INDArray gradient = output.like();
        evaluate(output, 5, Prediction.V, gradient);
        float[] target = Prediction.V.target(X0, EPS, SCHEDULE.level(5));
        for (int i = 0; i < 6; i++) {
            double error = target[i] - output.getDouble(0, i / 3, i % 3);
            assertEquals(-2 * 0.5 * error / 6, gradient.getDouble(0, i / 3, i % 3), 1e-12);
        }
    }

    @Test
    void batchIsTheMeanOfItsExamples() {
        float[][] x0 = {X0, EPS};
        ForwardProcess process =
                new ForwardProcess(SCHEDULE, Prediction.V, new LossWeight(LossWeight.Kind.MIN_SNR, 5, 1));
        ForwardProcess.NoisedBatch batch = process.noised(x0, KeyedRandom.of(4, "noise"));
        HybridLoss loss = new HybridLoss(SCHEDULE, Prediction.V);
        INDArray labels = Nd4j.create(HybridLoss.labels(batch, x0), 2, 13);
        INDArray weights = Nd4j.createFromArray(batch.weights());
        float[] values = new float[24];
        KeyedRandom.of(4, "output").fillGaussian(values);
        INDArray output = Nd4j.create(values, 2, 2, 6);
        INDArray gradient = output.like();
        double together = loss.evaluate(output, labels, weights, gradient);
        double sum = 0;
        for (int b = 0; b < 2; b++) {
            INDArray one = Nd4j.create(output.slice(b).dup('c').data().asFloat(), 1, 2, 6);
            INDArray oneGradient = one.like();
            INDArray label = Nd4j.create(labels.getRow(b).dup('c').data().asFloat(), 1, 13);
            INDArray weight = Nd4j.createFromArray(batch.weights()[b]);
            sum += loss.evaluate(one, label, weight, oneGradient);
            INDArray difference = oneGradient.slice(0).mul(0.5).sub(gradient.slice(b));
            assertEquals(0, difference.amaxNumber().doubleValue(), 1e-6);
        }
        assertEquals(sum / 2, together, 1e-9);
    }

    @Test
    void singleTimestepIsRejected() {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> new HybridLoss(NoiseSchedule.cosine(1), Prediction.V));
        assertEquals("learned variance needs at least 2 timesteps, got 1", e.getMessage());
    }

    @Test
    void survivesTheJsonOfModelFiles() throws IOException {
        HybridLoss loss = new HybridLoss(NoiseSchedule.cosine(20).subsequence(new int[] {1, 7, 19}), Prediction.V);
        ObjectMapper mapper = JsonMappers.getMapper();

        HybridLoss read = (HybridLoss) mapper.readValue(mapper.writeValueAsString(loss), Loss.class);

        assertEquals(loss.prediction(), read.prediction());
        assertEquals(loss.schedule().steps(), read.schedule().steps());
        for (int t = 0; t < loss.schedule().steps(); t++) {
            assertEquals(loss.schedule().beta(t), read.schedule().beta(t));
            assertEquals(loss.schedule().alphaBar(t), read.schedule().alphaBar(t));
        }
    }

    /** A prediction that is off by about {@code error}, and variance outputs about the range; {@code [1, 2, 6]}. */
    private static INDArray output(int t, Prediction prediction, double error) {
        float[] target = prediction.target(X0, EPS, SCHEDULE.level(t));
        INDArray output = Nd4j.zeros(DataType.DOUBLE, 1, 2, 6);
        for (int i = 0; i < 6; i++) {
            output.putScalar(new int[] {0, i / 3, i % 3}, target[i] + error * (i % 2 == 0 ? 1 : -0.7));
            output.putScalar(new int[] {0, i / 3, 3 + i % 3}, 0.5 * i - 1.2);
        }
        return output;
    }

    private static double[] modelX0(INDArray output, int t, Prediction prediction) {
        INDArray xT = Nd4j.createFromArray(ForwardProcess.xT(X0, EPS, SCHEDULE.level(t)))
                .castTo(DataType.DOUBLE)
                .reshape(1, 2, 3);
        INDArray mean = ReverseVariance.LEARNED_RANGE.meanChannels(output);
        return prediction.x0(xT, mean, SCHEDULE.level(t)).dup('c').data().asDouble();
    }

    /** The bound alone, in nats a value. */
    private static double bound(INDArray output, int t, Prediction prediction) {
        float[] target = prediction.target(X0, EPS, SCHEDULE.level(t));
        double squares = 0;
        for (int i = 0; i < 6; i++) {
            squares += Math.pow(target[i] - output.getDouble(0, i / 3, i % 3), 2) / 6;
        }
        return (evaluate(output, t, prediction, null) - 0.5 * squares) / BOUND_WEIGHT;
    }

    private static double evaluate(INDArray output, int t, Prediction prediction, INDArray gradient) {
        float[] target = prediction.target(X0, EPS, SCHEDULE.level(t));
        ForwardProcess.NoisedBatch batch =
                new ForwardProcess.NoisedBatch(new int[] {t}, new float[6], target, new float[] {0.5f});
        INDArray labels = Nd4j.create(HybridLoss.labels(batch, new float[][] {X0}), 1, 13);
        INDArray weights = Nd4j.createFromArray(batch.weights());
        return new HybridLoss(SCHEDULE, prediction).evaluate(output, labels, weights, gradient);
    }

    private static double massBetween(double low, double high, double mean, double deviation) {
        int cells = 200_000;
        double width = (high - low) / cells;
        double mass = 0;
        for (int i = 0; i < cells; i++) {
            double z = (low + (i + 0.5) * width - mean) / deviation;
            mass += Math.exp(-z * z / 2) * width / deviation / Math.sqrt(2 * Math.PI);
        }
        return mass;
    }
}
