package org.unclip.job;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.unclip.data.table.Embedding;
import org.unclip.evaluation.EmbeddingSet;
import org.unclip.evaluation.KeyedEmbedding;
import scala.collection.Seq;

/** Sets to measure, out of tables whose rows have a key. */
final class EmbeddingSets {
    private EmbeddingSets() {}

    /** The vectors of a column, each a group of its own. */
    static EmbeddingSet of(Dataset<Row> rows, String column) {
        return EmbeddingSet.of(rows.select("key", column)
                .javaRDD()
                .map(row -> new KeyedEmbedding(row.getString(0), Embedding.floats(row.get(1)))));
    }

    /** All captions of all rows, each of the group of its picture. */
    static EmbeddingSet captions(Dataset<Row> rows) {
        return EmbeddingSet.of(rows.selectExpr("key", "posexplode(text_embeddings)")
                .javaRDD()
                .map(row -> new KeyedEmbedding(
                        row.getString(0) + "#" + row.getInt(1), row.getString(0), Embedding.floats(row.get(2)))));
    }

    /** All vectors of a row of the table {@code embeddings}, that of the picture first. */
    static float[][] vectors(Row row) {
        Seq<?> texts = row.getAs("text_embeddings");
        float[][] vectors = new float[1 + texts.length()][];
        vectors[0] = Embedding.floats(row.getAs("image_embedding"));
        for (int i = 1; i < vectors.length; i++) {
            vectors[i] = Embedding.floats(texts.apply(i - 1));
        }
        return vectors;
    }
}
