package org.unclip.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.unclip.data.LocalSpark;
import org.unclip.random.KeyedRandom;
import scala.Tuple2;

class EmbeddingSetSparkTest {

    @Test
    void blocksAreBoundedAndInTheOrderOfTheKeys() {
        List<KeyedEmbedding> rows = SampleSets.around("a", 50, 3, 0.3);
        try (EmbeddingSet set = SampleSets.set(rows, 16, 3)) {
            List<EmbeddingBlock> blocks = set.byIndex().sortByKey().values().collect();
            assertEquals(
                    List.of(16, 16, 16, 2),
                    blocks.stream().map(EmbeddingBlock::rows).toList());
            assertEquals(
                    rows.stream().map(KeyedEmbedding::key).sorted().toList(),
                    blocks.stream()
                            .flatMap(block -> Arrays.stream(block.keys()))
                            .toList());
            assertEquals(50, set.size());
            assertEquals(3, set.dimension());
        }
    }

    @Test
    void refusesWhatItCannotMeasure() {
        List<KeyedEmbedding> rows = new ArrayList<>(SampleSets.around("a", 20, 3, 0.3));
        assertRefused("there is no embedding to measure", List.of());
        rows.add(new KeyedEmbedding(rows.get(4).key(), new float[] {1, 0, 0}));
        assertRefused("the key " + rows.get(4).key() + " is there more than once", rows);
        rows.set(20, new KeyedEmbedding("other", new float[] {1, 0}));
        assertRefused("the embeddings differ in length", rows);
    }

    private static void assertRefused(String message, List<KeyedEmbedding> rows) {
        for (int blockRows : new int[] {1, 64}) {
            Exception refusal = assertThrows(IllegalArgumentException.class, () -> SampleSets.set(rows, blockRows, 2));
            assertTrue(refusal.getMessage().startsWith(message), refusal.getMessage());
        }
    }

    @Test
    void theTreeAddsAlikeHoweverThePartsAreSpread() {
        JavaSparkContext spark =
                JavaSparkContext.fromSparkContext(LocalSpark.session().sparkContext());
        List<Tuple2<Tuple2<Integer, Long>, double[]>> parts = new ArrayList<>();
        double exact = 0;
        for (int i = 0; i < 300; i += 2) {
            double value = KeyedRandom.of(1, "parts", i).nextGaussian() * Math.pow(10, i % 9);
            parts.add(new Tuple2<>(new Tuple2<>(5, (long) i), new double[] {value, 1}));
            exact += value;
        }
        double[] once = FixedTree.sums(JavaPairRDD.fromJavaRDD(spark.parallelize(parts, 1)), 300)
                .collectAsMap()
                .get(5);
        Collections.reverse(parts);
        double[] again = FixedTree.sums(JavaPairRDD.fromJavaRDD(spark.parallelize(parts, 7)), 300)
                .collectAsMap()
                .get(5);
        assertEquals(exact, once[0], 1e-5);
        assertEquals(150, once[1]);
        assertEquals(once[0], again[0]);
    }
}
