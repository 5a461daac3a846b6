package org.unclip.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.unclip.nn.kernel.Samples;

/** {@link SquaredError} and {@link SymmetricCrossEntropy}. */
final class LossTest {

    private static final double STEP = 1e-5;

    record Case(Loss loss, INDArray output, INDArray labels, INDArray weights) {
        double value() {
            return loss.evaluate(output, labels, weights, null);
        }
    }

    static Stream<Case> cases() {
        INDArray weights = Samples.array(new double[] {0.5, 2, 0}, 3);
        return Stream.of(
                squaredError(weights, 3, 4),
                squaredError(weights, 3, 2, 2, 3),
                squaredError(null, 3, 2, 5),
                squaredError(null, 1, 1),
                new Case(new SymmetricCrossEntropy(), Samples.gaussian("logits", 4, 4), null, null),
                new Case(new SymmetricCrossEntropy(), Samples.gaussian("logits", 1, 1), null, null));
    }

    private static Case squaredError(INDArray weights, long... shape) {
        return new Case(
                new SquaredError(), Samples.gaussian("output", shape), Samples.gaussian("label", shape), weights);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void gradientIsThatOfFiniteDifferences(Case each) {
        INDArray gradient = Nd4j.valueArrayOf(each.output.shape(), Double.NaN, DataType.DOUBLE);
        double value = each.loss.evaluate(each.output, each.labels, each.weights, gradient);

        assertEquals(each.value(), value, 0);
        for (long i = 0; i < each.output.length(); i++) {
            double at = each.output.getDouble(i);
            each.output.putScalar(i, at + STEP);
            double above = each.value();
            each.output.putScalar(i, at - STEP);
            double below = each.value();
            each.output.putScalar(i, at);
            assertEquals((above - below) / (2 * STEP), gradient.getDouble(i), 1e-8);
        }
    }

    @Test
    void squaredErrorIsTheWeightedMeanOverExamplesOfTheMeanOverValues() {
        INDArray output = Samples.array(new double[] {1, 2, 3, 4}, 2, 2);
        INDArray labels = Samples.array(new double[] {0, 0, 1, 1}, 2, 2);

        assertEquals((2.5 + 6.5) / 2, new SquaredError().evaluate(output, labels, null, null), 1e-12);
        INDArray weights = Samples.array(new double[] {3, 0.5}, 2);
        assertEquals((3 * 2.5 + 0.5 * 6.5) / 2, new SquaredError().evaluate(output, labels, weights, null), 1e-12);
    }

    @Test
    void squaredErrorInFloatsMatchesDoubles() {
        for (Case each : cases().filter(c -> c.labels != null).toList()) {
            INDArray weights = each.weights == null ? null : each.weights.castTo(DataType.FLOAT);
            INDArray output = each.output.castTo(DataType.FLOAT);
            INDArray labels = each.labels.castTo(DataType.FLOAT);
            assertEquals(each.value(), each.loss.evaluate(output, labels, weights, null), 1e-5);
        }
    }

    @Test
    void labelsAndWeightsStayAsTheyAre() {
        INDArray output = Samples.gaussian("output", 2, 3);
        INDArray labels = Samples.gaussian("label", 2, 3);
        INDArray weights = Samples.gaussian("weight", 2);

        new SquaredError().evaluate(output, labels, weights, Nd4j.create(DataType.DOUBLE, 2, 3));

        assertEquals(Samples.gaussian("output", 2, 3), output);
        assertEquals(Samples.gaussian("label", 2, 3), labels);
        assertEquals(Samples.gaussian("weight", 2), weights);
    }

    @Test
    void symmetricCrossEntropyIsTheMeanOfBothDirections() {
        double[][] logits = {{1, 2, -1}, {0, 3, 0.5}, {-2, 1, 1}};
        double expected = 0;
        for (int i = 0; i < 3; i++) {
            double row = 0;
            double column = 0;
            for (int j = 0; j < 3; j++) {
                row += Math.exp(logits[i][j]);
                column += Math.exp(logits[j][i]);
            }
            expected += (Math.log(row) + Math.log(column) - 2 * logits[i][i]) / 6;
        }

        double loss = new SymmetricCrossEntropy().evaluate(Nd4j.createFromArray(logits), null, null, null);

        assertEquals(expected, loss, 1e-12);
    }

    @Test
    void symmetricCrossEntropyOfEqualLogitsIsTheLogarithmOfTheBatch() {
        assertEquals(
                Math.log(8),
                new SymmetricCrossEntropy().evaluate(Nd4j.create(DataType.DOUBLE, 8, 8), null, null, null),
                1e-12);
    }

    @Test
    void symmetricCrossEntropyStandsLargeLogits() {
        INDArray logits = Nd4j.eye(4).castTo(DataType.FLOAT).muli(100).addi(500);

        assertEquals(0, new SymmetricCrossEntropy().evaluate(logits, null, null, null), 1e-6);
    }
}
