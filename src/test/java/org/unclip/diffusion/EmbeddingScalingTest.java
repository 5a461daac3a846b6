package org.unclip.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.EnumSource.Mode.EXCLUDE;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.unclip.random.KeyedRandom;

class EmbeddingScalingTest {
    private static final float EQUAL = 1e-5f;

    @Test
    void standardizedDimensionsHaveMeanZeroAndVarianceOne() {
        float[][] embeddings = gaussians(500, 3);
        EmbeddingStatistics statistics = new EmbeddingStatistics(3);
        for (float[] embedding : embeddings) {
            embedding[1] = 4 + 0.01f * embedding[1];
            statistics.add(embedding);
        }
        EmbeddingScaling scaling = statistics.scaling(EmbeddingScale.STANDARDIZED);
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
    void whitenedEntriesAreUncorrelatedAndAsLargeAsTheFloorLeavesThem() {
        float[][] embeddings = gaussians(2000, 3);
        EmbeddingStatistics statistics = new EmbeddingStatistics(3);
        for (float[] embedding : embeddings) {
            embedding[1] = 4 + embedding[0] + 0.1f * embedding[1]; // two axes of variances about 2 and 0.005
            statistics.add(embedding);
        }
        EmbeddingScaling scaling = statistics.scaling(EmbeddingScale.WHITENED);
        double[] means = new double[3];
        double[][] products = new double[3][3];
        for (float[] embedding : embeddings) {
            float[] scaled = scaling.scaled(embedding);
            for (int i = 0; i < 3; i++) {
                means[i] += scaled[i] / 2000;
                for (int j = 0; j < 3; j++) {
                    products[i][j] += scaled[i] * scaled[j] / 2000;
                }
            }
        }
        assertArrayEquals(new double[3], means, 1e-3);
        double floor = 0.01; // of the mean variance, which is 1
        assertArrayEquals(new double[] {0.005 / (0.005 + floor), 0, 0}, products[0], 0.02);
        assertArrayEquals(new double[] {0, 1 / (1 + floor), 0}, products[1], 0.02);
        assertArrayEquals(new double[] {0, 0, 2 / (2 + floor)}, products[2], 0.02);
    }

    @Test
    void aWhitenedEmbeddingComesBack() {
        EmbeddingStatistics statistics = new EmbeddingStatistics(2);
        statistics.add(new float[] {0.6f, 0.8f});
        statistics.add(new float[] {1, 0});
        statistics.add(new float[] {0, 1});
        EmbeddingScaling scaling = statistics.scaling(EmbeddingScale.WHITENED);
        float[] embedding = {0.8f, -0.6f};
        assertArrayEquals(embedding, scaling.embedding(scaling.scaled(embedding)), EQUAL);
    }

    @Test
    void sqrtDimMultipliesByTheRootOfTheDimensions() {
        EmbeddingScaling scaling = new EmbeddingStatistics(4).scaling(EmbeddingScale.SQRT_DIM);
        assertArrayEquals(new float[] {2, -1, 0, 0}, scaling.scaled(new float[] {1, -0.5f, 0, 0}), EQUAL);
    }

    @Test
    void anEmbeddingComesBackWithUnitLength() {
        EmbeddingScaling scaling = new EmbeddingScaling(new float[] {0.1f, -0.2f}, new float[] {0.5f, 2}, null);
        float[] embedding = {0.6f, 0.8f};
        assertArrayEquals(embedding, scaling.embedding(scaling.scaled(embedding)), EQUAL);
        assertArrayEquals(embedding, scaling.embedding(scaling.scaled(new float[] {1.2f, 1.6f})), EQUAL);
    }

    @ParameterizedTest
    @EnumSource(mode = EXCLUDE, names = "SQRT_DIM")
    void whatNeverVariesStaysFinite(EmbeddingScale scale) {
        EmbeddingStatistics statistics = new EmbeddingStatistics(3);
        float[] only = {0.6f, 0, 0.8f};
        statistics.add(only);
        EmbeddingScaling scaling = statistics.scaling(scale);
        assertArrayEquals(new float[3], scaling.scaled(only), EQUAL);
        float[] other = {0.8f, 0, 0.6f};
        assertArrayEquals(other, scaling.embedding(scaling.scaled(other)), EQUAL);
    }

    @ParameterizedTest
    @EnumSource(mode = EXCLUDE, names = "SQRT_DIM")
    void allButSqrtDimNeedStatistics(EmbeddingScale scale) {
        EmbeddingStatistics none = new EmbeddingStatistics(2);
        IllegalStateException refusal = assertThrows(IllegalStateException.class, () -> none.scaling(scale));
        assertEquals(scale + " needs embeddings, and none was added", refusal.getMessage());
    }

    @Test
    void itReadsBackAsItWasWritten() {
        EmbeddingScaling scaling = new EmbeddingScaling(
                new float[] {0.1f, -0.2f}, new float[] {1 / 3f, 2}, new float[][] {{0.6f, 0.8f}, {-0.8f, 0.6f}});
        EmbeddingScaling read = EmbeddingScaling.parse(scaling.json());
        assertArrayEquals(scaling.mean(), read.mean());
        assertArrayEquals(scaling.deviation(), read.deviation());
        assertArrayEquals(scaling.axes(), read.axes());
        assertNull(EmbeddingScaling.parse(EmbeddingScaling.sqrtDim(2).json()).axes());
    }

    private static float[][] gaussians(int count, int length) {
        float[][] vectors = new float[count][length];
        for (int i = 0; i < count; i++) {
            KeyedRandom.of(1, "vector", i).fillGaussian(vectors[i]);
        }
        return vectors;
    }
}
