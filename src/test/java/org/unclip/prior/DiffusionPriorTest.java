package org.unclip.prior;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unclip.nn.Network;
import org.unclip.nn.TinyTraining;
import org.unclip.nn.TrainedWeights;
import org.unclip.random.KeyedRandom;
import org.unclip.storage.Folder;

/**
 * Draws from a prior trained on a known distribution: the embedding is one of two poles, each with even odds where the
 * text says nothing, and the pole of the text where it names one.
 */
class DiffusionPriorTest {
    private static final float[] NORTH = {0.5f, 0.5f, 0.5f, 0.5f};
    private static final float[] SOUTH = {0.5f, -0.5f, 0.5f, -0.5f};
    private static final float[] NAMES_NORTH = {1, 0, 0, 0};
    private static final float[] NAMES_SOUTH = {0, 1, 0, 0};
    private static final float[] NAMES_NONE = {0, 0, 1, 0};
    private static final PriorSampling ONE = new PriorSampling(12, 0, 1, 1);

    @TempDir
    static Path folder;

    private static DiffusionPrior prior;

    @BeforeAll
    static void train() {
        PriorTraining training = TinyPrior.training(0.1);
        try (Network network = new Network(training.graph())) {
            float[] weights = TinyTraining.adam(
                    network, 400, 3e-3, step -> training.batch(poles(step), KeyedRandom.of(1, "noise", step)));
            TrainedWeights trained = new TrainedWeights(network.layout(), weights, 400, Map.of());
            DiffusionPrior.release(Folder.at(folder.toString()), training, trained, "the clip");
        }
        prior = DiffusionPrior.open(Folder.at(folder.toString()));
    }

    @AfterAll
    static void close() {
        prior.close();
    }

    @Test
    void drawsWhatTheTextNames() {
        for (float[] north : draw(NAMES_NORTH, 20, ONE)) {
            assertTrue(dot(north, NORTH) > 0.9, "similarity " + dot(north, NORTH));
        }
        for (float[] south : draw(NAMES_SOUTH, 20, ONE)) {
            assertTrue(dot(south, SOUTH) > 0.9, "similarity " + dot(south, SOUTH));
        }
    }

    @Test
    void drawsEachPoleAboutAsOftenWhereTheTextSaysNothing() {
        int north = 0;
        int near = 0;
        for (float[] drawn : draw(NAMES_NONE, 60, ONE)) {
            north += dot(drawn, NORTH) > dot(drawn, SOUTH) ? 1 : 0;
            near += Math.max(dot(drawn, NORTH), dot(drawn, SOUTH)) > 0.9 ? 1 : 0;
        }
        assertTrue(north > 12 && north < 48, north + " of 60 were north");
        assertTrue(near > 45, near + " of 60 were near a pole");
    }

    @Test
    void drawsHaveUnitLengthAndDependOnTheirNamesAlone() {
        float[][] together = draw(NAMES_NONE, 3, ONE);
        float[] alone = prior.draw(List.of(request(NAMES_NONE, 2)), ONE, 9)[0];
        assertEquals(1, dot(alone, alone), 1e-5);
        assertArrayEquals(together[2], alone, 1e-4f);
        assertTrue(dot(together[0], together[1]) < 0.9999, "two samples are two draws");
    }

    @Test
    void theMoreSimilarCandidateIsKept() {
        PriorRequest towardsNorth = new PriorRequest(NORTH, encoding(NAMES_NONE), 4, 0);
        PriorSampling many = new PriorSampling(12, 0, 1, 6);
        double best = dot(prior.draw(List.of(towardsNorth), many, 9)[0], NORTH);
        double first = dot(prior.draw(List.of(towardsNorth), ONE, 9)[0], NORTH);
        assertTrue(best >= first - 1e-4, best + " against " + first);
    }

    @Test
    void guidanceMovesDrawsAwayFromTheUnconditionalOnes() {
        double plain = meanSimilarity(draw(NAMES_NORTH, 20, ONE));
        double guided = meanSimilarity(draw(NAMES_NORTH, 20, new PriorSampling(12, 0, 2, 1)));
        assertTrue(guided != plain && guided > 0.85, "guided " + guided + ", plain " + plain);
    }

    @Test
    void itsCardNamesItsClipAndSampling() {
        assertEquals("the clip", prior.clipFingerprint());
        assertEquals(TinyPrior.config(0.1), prior.config());
    }

    private static PriorExamples poles(int step) {
        int batch = 32;
        KeyedRandom random = KeyedRandom.of(2, "poles", step);
        float[][] images = new float[batch][];
        float[][] texts = new float[batch][];
        float[][] encodings = new float[batch][];
        for (int b = 0; b < batch; b++) {
            boolean north = random.nextInt(2) == 0;
            boolean named = random.nextInt(2) == 0;
            images[b] = north ? NORTH : SOUTH;
            texts[b] = !named ? NAMES_NONE : north ? NAMES_NORTH : NAMES_SOUTH;
            encodings[b] = encoding(texts[b]);
        }
        return new PriorExamples(images, texts, encodings);
    }

    private static float[] encoding(float[] text) {
        float[] encoding = new float[3 * 8];
        System.arraycopy(text, 0, encoding, 0, text.length);
        return encoding;
    }

    private static PriorRequest request(float[] text, long sample) {
        return new PriorRequest(text, encoding(text), 1, sample);
    }

    private static float[][] draw(float[] text, int samples, PriorSampling sampling) {
        List<PriorRequest> requests = new ArrayList<>();
        for (int sample = 0; sample < samples; sample++) {
            requests.add(request(text, sample));
        }
        return prior.draw(requests, sampling, 9);
    }

    private static double meanSimilarity(float[][] drawn) {
        double sum = 0;
        for (float[] embedding : drawn) {
            sum += dot(embedding, NORTH);
        }
        return sum / drawn.length;
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
