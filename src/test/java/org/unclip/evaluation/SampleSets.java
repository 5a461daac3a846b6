package org.unclip.evaluation;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.unclip.data.LocalSpark;
import org.unclip.random.KeyedRandom;

/** Made-up embeddings, and sets of them in blocks that are small enough to have many. */
final class SampleSets {
    static final Resampling RESAMPLING = new Resampling(3, 40);

    private SampleSets() {}

    /** Unit vectors around the first axis, the farther out the larger the spread; keys in no order. */
    static List<KeyedEmbedding> around(String name, int count, int dimension, double spread) {
        List<KeyedEmbedding> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] vector = new float[dimension];
            KeyedRandom.of(11, name, i).fillGaussian(vector);
            for (int d = 0; d < dimension; d++) {
                vector[d] *= (float) spread;
            }
            vector[0] += 1;
            rows.add(new KeyedEmbedding(name + (i * 7919) % 10007, vector));
        }
        return rows;
    }

    /** The vector, moved a little. */
    static float[] near(float[] vector, double distance, String name, int i) {
        float[] moved = new float[vector.length];
        KeyedRandom.of(12, name, i).fillGaussian(moved);
        for (int d = 0; d < moved.length; d++) {
            moved[d] = (float) (vector[d] + distance * moved[d]);
        }
        return moved;
    }

    static EmbeddingSet set(List<KeyedEmbedding> rows) {
        return set(rows, 16, 2);
    }

    /** In blocks of so many rows, read from and kept in so many partitions. */
    static EmbeddingSet set(List<KeyedEmbedding> rows, int blockRows, int partitions) {
        JavaSparkContext spark =
                JavaSparkContext.fromSparkContext(LocalSpark.session().sparkContext());
        return EmbeddingSet.of(spark.parallelize(rows, partitions), blockRows, partitions);
    }

    /** In double, of vectors of any length. */
    static double cosine(KeyedEmbedding a, KeyedEmbedding b) {
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int d = 0; d < a.vector().length; d++) {
            ab += (double) a.vector()[d] * b.vector()[d];
            aa += (double) a.vector()[d] * a.vector()[d];
            bb += (double) b.vector()[d] * b.vector()[d];
        }
        return ab / Math.sqrt(aa * bb);
    }
}
