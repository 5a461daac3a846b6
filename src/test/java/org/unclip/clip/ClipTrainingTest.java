package org.unclip.clip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.unclip.nn.Minibatch;
import org.unclip.nn.Network;
import org.unclip.nn.ParameterLayout;
import org.unclip.nn.TinyTraining;

class ClipTrainingTest {
    @Test
    void openAiViTB32HasItsPublishedNumberOfParameters() {
        VisionConfig vision = new VisionConfig(VisionConfig.Kind.TRANSFORMER, 224, 32, 768, 12, 12, List.of());
        ClipConfig config =
                new ClipConfig(new TokenizerConfig(49408, 77), new TextConfig(512, 12, 8), vision, 512, 100);
        assertEquals(151_277_313, new ClipTraining(config, 49408).graph().parameterCount());
    }

    @Test
    void theSmallRecipeHasItsMeasuredNumberOfParametersAndConvolutionBiases() {
        VisionConfig vision =
                new VisionConfig(VisionConfig.Kind.CONVOLUTIONAL, 32, 8, 128, 2, 4, List.of(32, 64, 128, 128));
        ClipConfig config = new ClipConfig(new TokenizerConfig(1024, 16), new TextConfig(128, 2, 4), vision, 64, 100);
        int biases = 32 + 64 + 128 + 128;
        int words = 43; // the recipe's vocabulary
        assertEquals(784_865 + biases, new ClipTraining(config, words).graph().parameterCount());
    }

    @ParameterizedTest
    @EnumSource(VisionConfig.Kind.class)
    void learnsWhichTextGoesWithWhichPicture(VisionConfig.Kind kind) {
        ClipTraining training = TinyClip.training(config(kind));
        Minibatch batch = training.batch(TinyClip.pictures(), TinyClip.tokens());
        try (Network network = new Network(training.graph())) {
            network.setParameters(network.layout().initialValues(1));
            double before = network.loss(batch);
            TinyTraining.adam(network, 60, 3e-3, step -> batch);
            double after = network.loss(batch);
            assertTrue(before > 1.5 && after < 0.4, "the loss went from " + before + " to " + after);
            INDArray best = Nd4j.argMax(network.output(batch.inputs()), 1);
            assertArrayEquals(new long[] {0, 1, 2, 3, 4, 5, 6, 7}, best.toLongVector());
        }
    }

    @ParameterizedTest
    @EnumSource(VisionConfig.Kind.class)
    void theGradientOfTheWholeLossIsItsSlope(VisionConfig.Kind kind) {
        ClipTraining training = TinyClip.training(config(kind));
        try (Network network = new Network(training.graph())) {
            TinyTraining.checkGradient(network, training.batch(TinyClip.pictures(), TinyClip.tokens()));
        }
    }

    @Test
    void aLaterTokenDoesNotChangeEarlierOutputs() {
        int[] tokens = TinyClip.tokens()[0];
        int[] changed = tokens.clone();
        changed[5] = 7;
        ClipEncoders encoders =
                new ClipEncoders(TinyClip.convolutional(), TinyClip.tokenizer().vocabularySize());
        try (Network network = new Network(encoders.text())) {
            network.setParameters(network.layout().initialValues(1));
            INDArray output = network.output(ClipTraining.tokens(new int[][] {tokens, changed}));
            assertEquals(before(output, 0, 5), before(output, 1, 5));
            assertNotEquals(before(output, 0, 6), before(output, 1, 6));
        }
    }

    @Test
    void theTemperatureIsClamped() {
        ClipTraining training = TinyClip.training(TinyClip.convolutional());
        Minibatch batch = training.batch(TinyClip.pictures(), TinyClip.tokens());
        try (Network network = new Network(training.graph())) {
            ParameterLayout layout = network.layout();
            int scale = (int) layout.entry("similarity.logitScale").offset();
            float[] weights = layout.initialValues(1);
            weights[scale] = (float) Math.log(5000);
            network.setParameters(weights);
            double largest = network.output(batch.inputs()).amaxNumber().doubleValue();
            assertTrue(largest > 10 && largest <= 100.001, "largest logit " + largest);
        }
    }

    @Test
    void aTextEndsAtItsFirstEndToken() {
        BytePairTokenizer tokenizer = TinyClip.tokenizer();
        int[][] tokens = {tokenizer.encode("a ring"), tokenizer.encode("nothing ".repeat(20)), tokenizer.encode("")};
        int ringEnd = tokenizer.tokenize("a ring").length - 1;
        assertArrayEquals(
                new float[] {ringEnd, 7, 1}, ClipTraining.ends(tokens).data().asFloat());
    }

    private static ClipConfig config(VisionConfig.Kind kind) {
        return kind == VisionConfig.Kind.TRANSFORMER ? TinyClip.transformer() : TinyClip.convolutional();
    }

    private static INDArray before(INDArray output, int example, int place) {
        return output.get(NDArrayIndex.point(example), NDArrayIndex.interval(0, place), NDArrayIndex.all());
    }
}
