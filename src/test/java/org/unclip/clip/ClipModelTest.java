package org.unclip.clip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.unclip.nn.Minibatch;
import org.unclip.nn.Network;
import org.unclip.nn.TrainedWeights;
import org.unclip.storage.Folder;

class ClipModelTest {
    private static final float EQUAL = 1e-5f;

    private final ClipConfig config = TinyClip.convolutional();
    private final BytePairTokenizer tokenizer = TinyClip.tokenizer();

    @TempDir
    Path folder;

    @Test
    void embedsAsItWasTrained() {
        ClipTraining training = TinyClip.training(config);
        Minibatch batch = training.batch(TinyClip.pictures(), TinyClip.tokens());
        INDArray logits;
        try (Network network = new Network(training.graph())) {
            network.setParameters(release(network, 1, folder));
            logits = network.output(batch.inputs());
        }
        try (ClipModel model = ClipModel.open(Folder.at(folder.toString()))) {
            float[][] pictures = model.embedPictures(TinyClip.pictures());
            List<TextEncoding> texts = model.embedTexts(TinyClip.CAPTIONS);
            assertEquals(1, dot(pictures[3], pictures[3]), EQUAL);
            assertEquals(1, dot(texts.get(3).embedding(), texts.get(3).embedding()), EQUAL);
            double initialScale = 1 / 0.07;
            assertEquals(
                    logits.getDouble(2, 5) / initialScale,
                    dot(pictures[2], texts.get(5).embedding()),
                    EQUAL);
        }
    }

    @Test
    void aTextIsEncodedTheSameInAnyCompany() {
        try (Network network = new Network(TinyClip.training(config).graph())) {
            release(network, 1, folder);
        }
        try (ClipModel model = ClipModel.open(Folder.at(folder.toString()))) {
            TextEncoding alone = model.embedTexts(List.of("a ring")).get(0);
            TextEncoding third = model.embedTexts(List.of("a", "red ".repeat(2000), "a ring"))
                    .get(2);
            assertArrayEquals(alone.embedding(), third.embedding(), EQUAL);
            assertEquals(8 * 16, alone.tokens().length);
            assertArrayEquals(alone.tokens(), third.tokens(), EQUAL);
        }
    }

    @Test
    void theFingerprintNamesWeightsAndConfiguration(@TempDir Path same, @TempDir Path other) {
        try (Network network = new Network(TinyClip.training(config).graph())) {
            release(network, 1, folder);
            release(network, 1, same);
            release(network, 2, other);
        }
        assertEquals(fingerprint(folder), fingerprint(same));
        assertNotEquals(fingerprint(folder), fingerprint(other));
        assertTrue(fingerprint(folder).matches("[0-9a-f]{64}"));
        assertFalse(ClipModel.isImported(Folder.at(folder.toString())));
    }

    private float[] release(Network network, long seed, Path to) {
        float[] weights = network.layout().initialValues(seed);
        TrainedWeights trained = new TrainedWeights(network.layout(), weights, 7, Map.of("loss", 2.0));
        ClipModel.release(Folder.at(to.toString()), config, tokenizer, trained);
        return weights;
    }

    private static String fingerprint(Path folder) {
        try (ClipModel model = ClipModel.open(Folder.at(folder.toString()))) {
            return model.fingerprint();
        }
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
