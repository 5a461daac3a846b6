package org.unclip.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.unclip.data.LocalSpark;

class VectorCheckSparkTest {
    private static final float[] RIGHT = {0.6f, 0.8f, 0};

    @Test
    void normsAreThoseOfTheSlowReferenceHoweverTheRowsAreSpread() {
        List<float[][]> rows = new ArrayList<>();
        DoubleSummaryStatistics pictures = new DoubleSummaryStatistics();
        DoubleSummaryStatistics texts = new DoubleSummaryStatistics();
        for (int i = 0; i < 50; i++) {
            float[][] row = SampleSets.around("row" + i, 2 + i % 4, 7, 0.3).stream()
                    .map(KeyedEmbedding::vector)
                    .toArray(float[][]::new);
            rows.add(row);
            pictures.accept(norm(row[0]));
            Stream.of(row).skip(1).forEach(text -> texts.accept(norm(text)));
        }
        VectorCheck check = check(rows, 7);

        assertEquals(check(rows, 1), check);
        double[] values = check.norms().stream().mapToDouble(Metric::value).toArray();
        double[] expected = {
            pictures.getMin(),
            pictures.getAverage(),
            pictures.getMax(),
            texts.getMin(),
            texts.getAverage(),
            texts.getMax()
        };
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], values[i], 1e-14, check.norms().get(i).key());
        }
    }

    @Test
    void eachKindOfUnusableRowIsCountedAndNotSound() {
        List<float[][]> unusable = List.of(
                new float[][] {RIGHT, {0, Float.NaN, 1}},
                new float[][] {{Float.NEGATIVE_INFINITY, 0, 1}, RIGHT},
                new float[][] {{0.6f, 0.8f}, {1, 0}},
                new float[][] {RIGHT, {0.6f, 0.8f}},
                new float[][] {RIGHT, {0, 0, 0}},
                new float[][] {RIGHT});
        List<float[][]> rows = new ArrayList<>(unusable);
        float[][] sound = {RIGHT, RIGHT};
        rows.add(sound);

        VectorCheck check = check(rows, 3);

        assertEquals(
                List.of(7L, 2L, 2L, 1L), List.of(check.rows(), check.notFinite(), check.wrongLength(), check.zero()));
        assertEquals(3, check.length());
        assertTrue(VectorCheck.isSound(sound, 3));
        unusable.forEach(row -> assertFalse(VectorCheck.isSound(row, 3)));
        assertEquals(1, check.pictures().largest(), 1e-7, "of finite vectors alone");
    }

    private static VectorCheck check(List<float[][]> rows, int partitions) {
        return VectorCheck.of(
                JavaSparkContext.fromSparkContext(LocalSpark.session().sparkContext())
                        .parallelize(rows, partitions));
    }

    private static double norm(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares);
    }
}
