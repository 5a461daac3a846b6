package org.unclip.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Arrays;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.unclip.nn.kernel.Samples;

/**
 * Gradients of whole graphs: in double against finite differences along random directions, each of which changes all
 * parameters at once, and in a network's floats against those in double.
 */
final class GraphGradientTest {

    private static final double STEP = 1e-6;
    private static final int DIRECTIONS = 6;

    @Test
    void graphWithResidualsAndSkipsHasTheGradientOfFiniteDifferences() {
        check(SampleGraphs.unet(), SampleGraphs.unetBatch("check", 2, DataType.DOUBLE));
    }

    static Stream<ModelGraph> partialGradients() {
        return Stream.of(SampleGraphs.gradientThenNone(), SampleGraphs.noneThenGradient());
    }

    /**
     * Where a vertex got no gradient from one reader, Deeplearning4j hands those of the next reader to the wrong
     * vertices; {@code t} would be such a vertex.
     */
    @ParameterizedTest
    @MethodSource("partialGradients")
    void inputThatHasAGradientForSomeReadersOnlyShiftsNoOther(ModelGraph model) {
        check(model, batch());
    }

    @Test
    void parametersBeforeAnInputWithoutGradientHaveGradientZero() {
        ModelGraph model = SampleGraphs.noneForHiddenValues();
        try (Network network = new Network(model)) {
            float[] gradient = new float[(int) network.layout().total()];
            network.gradient(floats(batch()), gradient);

            assertEquals(
                    0, gradient[(int) network.layout().entry("moved.weight").offset()]);
            assertNotEquals(
                    0, gradient[(int) network.layout().entry("wide.weight").offset()]);
        }
    }

    private static Minibatch batch() {
        INDArray[] inputs = {Samples.array(new double[] {1, 0, 1}, 3, 1), Samples.gaussian("x", 3, 1)};
        return new Minibatch(inputs, Samples.gaussian("label", 3, 4), null);
    }

    private static void check(ModelGraph model, Minibatch batch) {
        ComputationGraph graph = new ComputationGraph(model.configuration(DataType.DOUBLE));
        graph.init(Nd4j.zeros(DataType.DOUBLE, 1, model.parameterCount()), false);
        graph.initGradientsView();
        INDArray parameters =
                Samples.gaussian("parameters", 1, model.parameterCount()).muli(0.5);
        graph.params().assign(parameters);
        double loss = evaluate(graph, batch);
        INDArray gradient = graph.getFlattenedGradients().dup();

        for (int i = 0; i < DIRECTIONS; i++) {
            INDArray direction = Samples.gaussian("direction " + i, 1, parameters.length());
            graph.params().assign(parameters.add(direction.mul(STEP)));
            double above = loss(model, graph, batch);
            graph.params().assign(parameters.sub(direction.mul(STEP)));
            double slope = (above - loss(model, graph, batch)) / (2 * STEP);
            double expected = gradient.mul(direction).sumNumber().doubleValue();
            assertEquals(expected, slope, 1e-6 * gradient.norm2Number().doubleValue());
        }
        compareFloats(
                model, batch, parameters.data().asDouble(), gradient.data().asDouble(), loss);
        graph.close();
    }

    private static double evaluate(ComputationGraph graph, Minibatch batch) {
        graph.setInputs(batch.inputs());
        graph.setLabels(batch.labels());
        graph.setLayerMaskArrays(null, new INDArray[] {batch.weights()});
        graph.computeGradientAndScore();
        return graph.score();
    }

    private static double loss(ModelGraph model, ComputationGraph graph, Minibatch batch) {
        INDArray output = graph.output(false, batch.inputs())[0];
        return model.loss().evaluate(output, batch.labels(), batch.weights(), null);
    }

    private static void compareFloats(
            ModelGraph model, Minibatch batch, double[] parameters, double[] gradient, double loss) {
        float[] flat = new float[parameters.length];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = (float) parameters[i];
        }
        float[] rounded = new float[flat.length];
        try (Network network = new Network(model)) {
            network.setParameters(flat);
            assertEquals(loss, network.gradient(floats(batch), rounded), 1e-4 * loss);
        }
        double scale = Arrays.stream(gradient).map(Math::abs).max().orElseThrow();
        for (int i = 0; i < flat.length; i++) {
            assertEquals(gradient[i], rounded[i], 1e-4 * scale, "parameter " + i);
        }
    }

    private static Minibatch floats(Minibatch batch) {
        INDArray[] inputs =
                Arrays.stream(batch.inputs()).map(x -> x.castTo(DataType.FLOAT)).toArray(INDArray[]::new);
        INDArray weights = batch.weights() == null ? null : batch.weights().castTo(DataType.FLOAT);
        return new Minibatch(inputs, batch.labels().castTo(DataType.FLOAT), weights);
    }
}
