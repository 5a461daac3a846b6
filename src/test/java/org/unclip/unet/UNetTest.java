package org.unclip.unet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.unclip.nn.Minibatch;
import org.unclip.nn.Network;
import org.unclip.random.KeyedRandom;

class UNetTest {

    @Test
    void theOutputHasThePicturesShape() {
        for (StageConfig config : List.of(TestStages.decoder(), TestStages.upsampler())) {
            Minibatch batch = batch(config);
            try (Network network = network(config)) {
                assertArrayEquals(
                        batch.labels().shape(), network.output(batch.inputs()).shape());
            }
        }
    }

    @Test
    void anUntrainedDecoderIsZeroAndAnUntrainedUpsamplerIsTheEnlargedPicture() {
        Minibatch decoding = batch(TestStages.decoder());
        try (Network network = network(TestStages.decoder())) {
            assertEquals(0, network.output(decoding.inputs()).amaxNumber().doubleValue());
        }
        Minibatch upsampling = batch(TestStages.upsampler());
        try (Network network = network(TestStages.upsampler())) {
            assertEquals(upsampling.inputs()[2], network.output(upsampling.inputs()));
        }
    }

    @Test
    void everyConditionReachesTheOutput() {
        Minibatch batch = batch(TestStages.decoder());
        try (Network network = network(TestStages.decoder())) {
            float[] parameters = new float[(int) network.layout().total()];
            KeyedRandom.of(5, "parameters").fillGaussian(parameters);
            for (int i = 0; i < parameters.length; i++) {
                parameters[i] *= 0.1f;
            }
            network.setParameters(parameters);
            INDArray before = network.output(batch.inputs());
            for (INDArray input : batch.inputs()) {
                INDArray saved = input.dup();
                input.addi(0.5);
                assertNotEquals(before, network.output(batch.inputs()));
                input.assign(saved);
            }
        }
    }

    @Test
    void parametersAreCountedWithoutAllocatingThem() {
        StageConfig config = TestStages.decoder();
        try (Network network = network(config)) {
            assertEquals(
                    network.layout().total(),
                    UNet.graph(config, TestStages.SHAPE).parameterCount());
        }
    }

    @Test
    void aSizeThatTheLevelsCannotHalveIsRefused() {
        StageConfig good = TestStages.decoder();
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> with(good, 9, good.network()));
        assertEquals("size must be a multiple of 2 (patch and levels of the network), got 9", refusal.getMessage());
    }

    @Test
    void anUpsamplerWithAttentionIsRefused() {
        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class,
                () -> with(TestStages.upsampler(), 16, TestStages.decoder().network()));
        assertEquals(
                "network.attentionSizes must be empty, as lowSize makes this an upsampler, which has convolutions only,"
                        + " got [4]",
                refusal.getMessage());
    }

    @Test
    void aDecoderWithoutAttentionIsRefused() {
        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class,
                () -> with(TestStages.decoder(), 8, TestStages.upsampler().network()));
        assertEquals(
                "network.attentionSizes must name an extent, as this is a decoder (lowSize is 0), which reads captions by"
                        + " attention, got []",
                refusal.getMessage());
    }

    private static StageConfig with(StageConfig good, int size, UNetConfig network) {
        return new StageConfig(
                size,
                good.lowSize(),
                network,
                good.schedule(),
                good.prediction(),
                good.lossWeight(),
                good.embeddingScale(),
                good.drop(),
                good.augmentation(),
                good.sampling());
    }

    private static Network network(StageConfig config) {
        Network network = new Network(UNet.graph(config, TestStages.SHAPE));
        network.setParameters(network.layout().initialValues(1));
        return network;
    }

    private static Minibatch batch(StageConfig config) {
        StageExamples examples = TestStages.examples(config, 2);
        return new StageObjective(config, TestStages.CONDITIONS).batch(examples, KeyedRandom.of(1, "batch"));
    }
}
