package org.unclip.prior;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.unclip.diffusion.EmbeddingScale;
import org.unclip.diffusion.ScheduleConfig;
import org.unclip.nn.Minibatch;
import org.unclip.nn.Network;
import org.unclip.nn.TinyTraining;
import org.unclip.random.KeyedRandom;

class PriorTrainingTest {
    private static final PriorSampling SAMPLING = new PriorSampling(4, 0, 1, 2);
    private static final ScheduleConfig COSINE = new ScheduleConfig(ScheduleConfig.Kind.COSINE, 1000);

    private final PriorTraining training = TinyPrior.training(0.1);
    private final PriorExamples examples = TinyPrior.examples(8);

    @Test
    void theSmallRecipeHasItsMeasuredNumberOfParameters() {
        PriorConfig config = new PriorConfig(128, 3, 4, COSINE, EmbeddingScale.WHITENED, 0.1, SAMPLING);
        assertEquals(
                666_176,
                new PriorNetwork(config, new PriorShape(64, 16, 128)).graph().parameterCount());
    }

    @Test
    void thePapersPriorIsAboutABillionParameters() {
        PriorConfig config = new PriorConfig(2048, 24, 32, COSINE, EmbeddingScale.SQRT_DIM, 0.1, SAMPLING);
        long count = new PriorNetwork(config, new PriorShape(1024, 256, 2048))
                .graph()
                .parameterCount();
        assertEquals(1.2e9, (double) count, 0.1e9);
    }

    @Test
    void learnsTheEmbeddingsOfItsExamples() {
        PriorTraining withText = TinyPrior.training(0);
        Minibatch fixed = withText.batch(examples, KeyedRandom.of(0, "validation"));
        try (Network network = new Network(withText.graph())) {
            network.setParameters(network.layout().initialValues(1));
            double before = network.loss(fixed);
            TinyTraining.adam(network, 150, 3e-3, step -> withText.batch(examples, KeyedRandom.of(1, "train", step)));
            double after = network.loss(fixed);
            assertTrue(before > 0.8 && after < 0.1, "the loss went from " + before + " to " + after);
        }
    }

    @Test
    void theGradientOfTheWholeLossIsItsSlope() {
        try (Network network = new Network(training.graph())) {
            TinyTraining.checkGradient(network, TinyPrior.training(0.5).batch(examples, KeyedRandom.of(5, "batch")));
        }
    }

    @Test
    void aDroppedTextIsNotSeen() {
        PriorExamples others = new PriorExamples(
                examples.imageEmbeddings(), TinyPrior.examples(9).imageEmbeddings(), TinyPrior.vectors(9, 8, 3 * 8));
        assertEquals(output(TinyPrior.training(1), examples), output(TinyPrior.training(1), others));
        assertNotEquals(output(TinyPrior.training(0), examples), output(TinyPrior.training(0), others));
    }

    @Test
    void aBatchIsAFunctionOfExamplesAndStream() {
        Minibatch first = training.batch(examples, KeyedRandom.of(3, "batch"));
        Minibatch again = training.batch(examples, KeyedRandom.of(3, "batch"));
        Minibatch other = training.batch(examples, KeyedRandom.of(4, "batch"));
        assertEquals(first.inputs()[0], again.inputs()[0]);
        assertNotEquals(first.inputs()[0], other.inputs()[0]);
        assertArrayEquals(new long[] {8, 4}, first.labels().shape());
        assertEquals(
                TinyPrior.SCALING.image().scaled(examples.imageEmbeddings()[5])[2],
                first.labels().getFloat(5, 2));
        Minibatch told = TinyPrior.training(0).batch(examples, KeyedRandom.of(3, "batch"));
        assertArrayEquals(
                TinyPrior.SCALING.text().scaled(examples.textEmbeddings()[5]),
                told.inputs()[2].getRow(5).toFloatVector());
    }

    private static INDArray output(PriorTraining training, PriorExamples examples) {
        try (Network network = new Network(training.graph())) {
            network.setParameters(network.layout().initialValues(1));
            return network.output(
                    training.batch(examples, KeyedRandom.of(3, "batch")).inputs());
        }
    }
}
