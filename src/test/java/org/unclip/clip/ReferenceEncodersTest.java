package org.unclip.clip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.unclip.nn.ModelGraph;
import org.unclip.nn.Network;
import org.unclip.nn.ParameterLayout;
import org.unclip.storage.Folder;
import org.unclip.storage.SafetensorsFile;

/** Our encoders with imported weights against what the reference implementation computed with them. */
class ReferenceEncodersTest {
    private static final Path MODELS = Path.of("../shared/data/clip");

    @ParameterizedTest
    @CsvSource({"tiny-random, 1e-4", "tiny-random-fp16, 2e-3"})
    void giveWhatTheReferenceGives(String name, double tolerance) throws IOException {
        Path folder = MODELS.resolve(name);
        assumeTrue(Files.exists(folder), () -> "skipped: no reference model at " + folder);
        HuggingFaceConfig config = HuggingFaceConfig.parse(Files.readString(folder.resolve("config.json")));
        TokenizerConfig unused = new TokenizerConfig(BytePairTokenizer.MIN_VOCABULARY_SIZE, config.contextLength());
        HuggingFaceWeights weighted = HuggingFaceWeights.read(Folder.at(folder.toString()), config, unused);
        ClipEncoders encoders = weighted.encoders();
        float[] weights = weighted.values();
        ParameterLayout layout = encoders.contrastive().layout();

        Map<String, INDArray> expected = tensors(folder, "expected.safetensors");
        INDArray pictures = expected.get("pixel_values").permute(0, 2, 3, 1).dup('c');
        INDArray ids = expected.get("input_ids");
        INDArray ends = ClipTraining.ends(ids.toIntMatrix());

        INDArray tokens = output(encoders.text(), layout, weights, ids);
        assertNear(expected.get("text_last_hidden_state"), tokens, tolerance);
        ModelGraph text = upTo("text.projection", encoders.textProjection());
        assertNear(expected.get("text_embeds_unnormalized"), output(text, layout, weights, tokens, ends), tolerance);
        ModelGraph vision = upTo("vision.projection", encoders.vision());
        assertNear(expected.get("image_embeds_unnormalized"), output(vision, layout, weights, pictures), tolerance);
        INDArray logits = output(encoders.contrastive(), layout, weights, pictures, ids, ends);
        assertNear(expected.get("logits_per_image"), logits, tolerance);
    }

    /** The graph without what follows a vertex. */
    private static ModelGraph upTo(String vertex, ModelGraph graph) {
        int end = 1;
        while (!graph.vertices().get(end - 1).name().equals(vertex)) {
            end++;
        }
        return new ModelGraph(graph.inputs(), graph.vertices().subList(0, end), vertex, graph.loss());
    }

    private static INDArray output(ModelGraph graph, ParameterLayout layout, float[] weights, INDArray... inputs) {
        try (Network network = Network.of(graph, layout, weights)) {
            return network.output(inputs);
        }
    }

    private static void assertNear(INDArray expected, INDArray actual, double tolerance) {
        assertEquals(expected.shapeInfoToString(), actual.shapeInfoToString());
        double error = expected.sub(actual).amaxNumber().doubleValue();
        assertTrue(error <= tolerance, () -> "largest error " + error);
    }

    private static Map<String, INDArray> tensors(Path folder, String file) {
        Map<String, INDArray> tensors = new HashMap<>();
        SafetensorsFile.open(Folder.at(folder.toString()), file)
                .read((tensor, values) -> tensors.put(
                        tensor.name(),
                        Nd4j.create(
                                values,
                                tensor.shape().stream().mapToLong(i -> i).toArray(),
                                'c')));
        return tensors;
    }
}
