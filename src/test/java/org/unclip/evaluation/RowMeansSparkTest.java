package org.unclip.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowMeansSparkTest {
    private static final int ROWS = 400;

    @Test
    void groupsAreDrawnAPoissonNumberOfTimes() {
        Resampling resampling = new Resampling(1, 20);
        double sum = 0;
        double squares = 0;
        int none = 0;
        for (int group = 0; group < 20_000; group++) {
            int weight = resampling.weight(1 + group % 20, group);
            sum += weight;
            squares += weight * weight;
            none += weight == 0 ? 1 : 0;
        }
        assertEquals(1, sum / 20_000, 0.03);
        assertEquals(2, squares / 20_000, 0.08);
        assertEquals(Math.exp(-1), none / 20_000.0, 0.015);
    }

    @Test
    void intervalIsThatOfTheMean() {
        assertEquals(1.96 / Math.sqrt(ROWS), halfWidth(1), 0.15 / Math.sqrt(ROWS));
    }

    /** Four rows a group that all have one value tell no more than a row a group would. */
    @Test
    void rowsOfOneGroupAreDrawnTogether() {
        assertEquals(1.96 / Math.sqrt(ROWS / 4.0), halfWidth(4), 0.3 / Math.sqrt(ROWS / 4.0));
    }

    /** Of the mean of values that are 1 or -1 by group. */
    private static double halfWidth(int rowsPerGroup) {
        List<KeyedEmbedding> rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            int group = i / rowsPerGroup;
            rows.add(new KeyedEmbedding("row" + i, "group" + group, new float[] {group % 2 == 0 ? 1 : -1}));
        }
        try (EmbeddingSet set = SampleSets.set(rows, 64, 2)) {
            var values = set.byIndex().mapValues(block -> Arrays.stream(block.vectors())
                    .map(vector -> new double[] {vector[0]})
                    .toArray(double[][]::new));
            Estimate mean = RowMeans.of(set, values, 1, new Resampling(2, 2000)).get(0);
            assertEquals(0, mean.value());
            return (mean.interval().high() - mean.interval().low()) / 2;
        }
    }
}
