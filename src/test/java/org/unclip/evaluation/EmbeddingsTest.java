package org.unclip.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.unclip.random.KeyedRandom;

class EmbeddingsTest {

    private static final float[][] AXES = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};

    @Test
    void partnersThatAreEqualAreFoundFirst() {
        assertEquals(1, Embeddings.recallAt(1, AXES, AXES));
        assertEquals(1, Embeddings.meanCosine(AXES, AXES));
        assertEquals(0, Embeddings.meanCosineShuffled(AXES, AXES));
    }

    @Test
    void tiesCountAgainstThePartner() {
        float[][] same = {{1, 0, 0}, {1, 0, 0}, {1, 0, 0}};
        assertEquals(0, Embeddings.recallAt(1, same, same));
        assertEquals(1, Embeddings.recallAt(3, same, same));
    }

    @Test
    void unrelatedEmbeddingsAreFoundByChance() {
        float[][] a = random(400, "a");
        float[][] b = random(400, "b");
        assertEquals(0.05, Embeddings.recallAt(20, a, b), 0.03);
        assertEquals(0, Embeddings.meanCosine(a, b), 0.03);
    }

    @Test
    void cosinesAreOfEachToEachAndForgetLengths() {
        double[][] cosines =
                Embeddings.cosines(List.of(new float[] {3, 0}, new float[] {1, 1}), List.of(new float[] {0, 2}));

        assertArrayEquals(new double[] {0}, cosines[0], 1e-12);
        assertArrayEquals(new double[] {Math.sqrt(0.5)}, cosines[1], 1e-12);
    }

    private static float[][] random(int count, String purpose) {
        float[][] result = new float[count][16];
        for (int i = 0; i < count; i++) {
            KeyedRandom.of(1, purpose, i).fillGaussian(result[i]);
            double length = 0;
            for (float value : result[i]) {
                length += value * value;
            }
            for (int d = 0; d < result[i].length; d++) {
                result[i][d] /= (float) Math.sqrt(length);
            }
        }
        return result;
    }
}
