package org.unclip.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.unclip.nn.graph.GraphUpdater;
import org.unclip.nn.kernel.Linear;

/** One step of Deeplearning4j's on {@code y = w x + b} with w = 3 and b = 2, x = 1 and the target 0. */
final class GraphUpdaterTest {
    private static final double RATE = 0.125;

    @Test
    void stepFollowsTheGradientOfTheMeanLoss() {
        float[] after = step(new GraphUpdater(new Sgd(RATE), 0, 0), 0, 4);

        assertEquals(3 - RATE * 2 * 5, after[0], 1e-6); // the slope is 2 (w x + b), however many examples
        assertEquals(2 - RATE * 2 * 5, after[1], 1e-6);
    }

    @Test
    void weightsDecayByTheRateAndBiasesDoNot() {
        float[] after = step(new GraphUpdater(new Sgd(RATE), 0.5, 0), 5, 1);

        assertEquals(3 - RATE * 0.5 * 3, after[0], 1e-6);
        assertEquals(2, after[1], 1e-6);
    }

    @Test
    void gradientOfAVertexIsClippedByItsNorm() {
        float[] after = step(new GraphUpdater(new Sgd(RATE), 0, 1), 0, 1);

        assertEquals(RATE, Math.hypot(after[0] - 3, after[1] - 2), 1e-6);
    }

    @Test
    void graphWithoutUpdaterKeepsNoState() {
        ComputationGraph live = live(GraphUpdater.NONE);

        assertEquals(null, live.getUpdater().getStateViewArray());
    }

    /** The weight and the bias after a step with so many alike examples. */
    private static float[] step(GraphUpdater updater, double target, int examples) {
        ComputationGraph live = live(updater);
        Minibatch batch = new Minibatch(
                new INDArray[] {Nd4j.ones(DataType.FLOAT, examples, 1)},
                Nd4j.valueArrayOf(new long[] {examples, 1}, target, DataType.FLOAT),
                Nd4j.ones(DataType.FLOAT, examples));
        live.fit(batch.forFit());
        return live.params().data().asFloat();
    }

    private static ComputationGraph live(GraphUpdater updater) {
        GraphBuilder graph = new GraphBuilder();
        ModelGraph model = graph.build(graph.add("end", Linear.of(1, 1), graph.input("x")), new SquaredError());
        ComputationGraph live = new ComputationGraph(model.configuration(DataType.FLOAT, updater));
        live.init(Nd4j.createFromArray(3f, 2f).reshape('c', 1, 2), false);
        return live;
    }
}
