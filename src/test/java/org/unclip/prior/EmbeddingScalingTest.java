package org.unclip.prior;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class EmbeddingScalingTest {
    private static final float EQUAL = 1e-5f;

    @Test
    void whitenedDimensionsHaveMeanZeroAndVarianceOne() {
        float[][] embeddings = TinyPrior.vectors(1, 500, 3);
        EmbeddingStatistics statistics = new EmbeddingStatistics(3);
        for (float[] embedding : embeddings) {
            embedding[1] = 4 + 0.01f * embedding[1];
            statistics.add(embedding);
        }
        EmbeddingScaling scaling = statistics.scaling(EmbeddingScale.WHITENED);
        double sum = 0;
        double squares = 0;
        for (float[] embedding : embeddings) {
            double scaled = scaling.scaled(embedding)[1];
            sum += scaled;
            squares += scaled * scaled;
        }
        assertEquals(0, sum / 500, 1e-3);
        assertEquals(1, squares / 500, 1e-3);
    }

    @Test
    void sqrtDimMultipliesByTheRootOfTheDimensions() {
        EmbeddingScaling scaling = new EmbeddingStatistics(4).scaling(EmbeddingScale.SQRT_DIM);
        assertArrayEquals(new float[] {2, -1, 0, 0}, scaling.scaled(new float[] {1, -0.5f, 0, 0}), EQUAL);
    }

    @Test
    void anEmbeddingComesBackWithUnitLength() {
        EmbeddingScaling scaling = new EmbeddingScaling(new float[] {0.1f, -0.2f}, new float[] {0.5f, 2});
        float[] embedding = {0.6f, 0.8f};
        assertArrayEquals(embedding, scaling.embedding(scaling.scaled(embedding)), EQUAL);
        assertArrayEquals(embedding, scaling.embedding(scaling.scaled(new float[] {1.2f, 1.6f})), EQUAL);
    }

    @Test
    void aDimensionThatNeverVariesStaysFinite() {
        EmbeddingStatistics statistics = new EmbeddingStatistics(1);
        statistics.add(new float[] {0.25f});
        statistics.add(new float[] {0.25f});
        assertArrayEquals(
                new float[] {0}, statistics.scaling(EmbeddingScale.WHITENED).scaled(new float[] {0.25f}), EQUAL);
    }

    @Test
    void whiteningNeedsStatistics() {
        assertThrows(IllegalStateException.class, () -> new EmbeddingStatistics(2).scaling(EmbeddingScale.WHITENED));
    }

    @Test
    void itReadsBackAsItWasWritten() {
        EmbeddingScaling scaling = new EmbeddingScaling(new float[] {0.1f, -0.2f}, new float[] {1 / 3f, 2});
        EmbeddingScaling read = EmbeddingScaling.parse(scaling.json());
        assertArrayEquals(scaling.mean(), read.mean());
        assertArrayEquals(scaling.deviation(), read.deviation());
    }
}
