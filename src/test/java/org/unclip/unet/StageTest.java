package org.unclip.unet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.unclip.diffusion.StepObserver;
import org.unclip.nn.Network;
import org.unclip.nn.TinyTraining;
import org.unclip.nn.TrainedWeights;
import org.unclip.random.KeyedRandom;
import org.unclip.storage.Folder;

class StageTest {
    @TempDir
    private Path folder;

    @Test
    void aDecoderLearnsToDrawWhatTheImageEmbeddingSays() {
        StageConfig config = TestStages.decoder();
        StageExamples examples = TestStages.examples(config, 8);
        TrainedWeights trained = train(config, examples, 300);
        float[][] embeddings = {examples.imageEmbeddings()[0], examples.imageEmbeddings()[1]};
        float[][] encodings = {examples.textEncodings()[0], examples.textEncodings()[1]};
        try (Stage stage = new Stage(config, TestStages.CONDITIONS, trained.layout(), trained.values())) {
            INDArray drawn = stage.decode(embeddings, encodings, config.sampling(), streams(2), StepObserver.NONE);
            assertEquals(0.8, drawn.slice(0).meanNumber().doubleValue(), 0.25);
            assertEquals(-0.8, drawn.slice(1).meanNumber().doubleValue(), 0.25);
        }
    }

    @Test
    void anUpsamplerKeepsTheLowerPicture() {
        StageConfig config = TestStages.upsampler();
        TrainedWeights trained = train(config, TestStages.examples(config, 4), 60);
        INDArray low = Nd4j.valueArrayOf(new long[] {1, 8, 8, 3}, 0.5f);
        try (Stage stage = new Stage(config, TestStages.CONDITIONS, trained.layout(), trained.values())) {
            INDArray drawn = stage.upsample(low, config.sampling(), streams(1), StepObserver.NONE);
            assertArrayEquals(new long[] {1, 16, 16, 3}, drawn.shape());
            assertEquals(0.5, drawn.meanNumber().doubleValue(), 0.15);
        }
    }

    @Test
    void aPictureDoesNotDependOnTheBatchItIsDrawnIn() {
        StageConfig config = TestStages.decoder();
        StageExamples examples = TestStages.examples(config, 3);
        TrainedWeights trained = train(config, examples, 3);
        try (Stage stage = new Stage(config, TestStages.CONDITIONS, trained.layout(), trained.values())) {
            float[][] embeddings = examples.imageEmbeddings();
            float[][] encodings = examples.textEncodings();
            INDArray together = stage.decode(embeddings, encodings, config.sampling(), streams(3), StepObserver.NONE);
            INDArray alone = stage.decode(
                    new float[][] {embeddings[1]},
                    new float[][] {encodings[1]},
                    config.sampling(),
                    streams(3).subList(1, 2),
                    StepObserver.NONE);
            assertArrayEquals(
                    together.slice(1).dup('c').data().asFloat(), alone.data().asFloat(), 1e-5f);
        }
    }

    @Test
    void aReleasedDecoderDrawsTheSame() {
        StageConfig config = TestStages.decoder();
        StageExamples examples = TestStages.examples(config, 2);
        TrainedWeights trained = train(config, examples, 3);
        Folder at = Folder.at(folder.toString());
        Stage.release(at, config, TestStages.CONDITIONS, trained, "the clip");
        try (Stage before = new Stage(config, TestStages.CONDITIONS, trained.layout(), trained.values());
                Stage after = Stage.open(at, "the clip")) {
            assertEquals(draw(before, examples), draw(after, examples));
        }
    }

    private static INDArray draw(Stage stage, StageExamples examples) {
        return stage.decode(
                examples.imageEmbeddings(),
                examples.textEncodings(),
                stage.config().sampling(),
                streams(2),
                StepObserver.NONE);
    }

    private static TrainedWeights train(StageConfig config, StageExamples examples, int steps) {
        StageObjective objective = new StageObjective(config, TestStages.CONDITIONS);
        try (Network network = new Network(UNet.graph(config, TestStages.SHAPE))) {
            float[] weights = TinyTraining.adam(
                    network, steps, 3e-3, step -> objective.batch(examples, KeyedRandom.of(3, "batch", step)));
            return new TrainedWeights(network.layout(), weights, steps, Map.of());
        }
    }

    private static List<KeyedRandom> streams(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> KeyedRandom.of(11, "draw", i))
                .toList();
    }
}
