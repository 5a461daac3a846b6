package org.unclip.training.dl4j;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.unclip.data.LocalSpark;
import org.unclip.training.BatchSource;

final class RoundStreamsSparkTest {
    private static final TinyRegression BATCHES = new TinyRegression(2);

    @Test
    void partitionHasItsMicroBatchesOfEachStepInOrder() {
        JavaSparkContext spark =
                JavaSparkContext.fromSparkContext(LocalSpark.session().sparkContext());

        JavaRDD<MultiDataSet> dataset = new RoundStreams<>("a training", BATCHES, 5, 8, 4, 2).dataset(spark);

        assertEquals(12, dataset.count());
        assertEquals(
                List.of(expected(0, 2), expected(2, 4)),
                dataset.map(data -> data.getFeatures(0).getDouble(0)).glom().collect());
    }

    private static List<Double> expected(int from, int to) {
        List<Double> firstValues = new ArrayList<>();
        try (BatchSource source = BATCHES.training()) {
            for (long step = 5; step < 8; step++) {
                for (int m = from; m < to; m++) {
                    firstValues.add(source.batch(step, m).inputs()[0].getDouble(0));
                }
            }
        }
        return firstValues;
    }
}
