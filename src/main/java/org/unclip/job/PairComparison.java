package org.unclip.job;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;
import org.unclip.evaluation.EmbeddingSet;
import org.unclip.evaluation.PartnerCosine;
import org.unclip.evaluation.Resampling;
import org.unclip.evaluation.Retrieval;
import org.unclip.evaluation.VectorCheck;
import org.unclip.report.Metric;

/**
 * How well pictures and captions of a split find each other, all captions of a picture taking part.
 *
 * <p>The pairs compared are those of sound rows, one a key, with the smallest hashes of their keys: the choice depends on
 * the keys alone, and one of more pairs holds that of fewer.
 *
 * @param pairs compared
 * @param metrics none where the pairs are fewer than {@link EmbeddingsRequest#FEWEST_PAIRS}
 */
record PairComparison(long pairs, List<Metric> metrics) {

    /**
     * Measures.
     *
     * @param pairs of the split
     * @param most that are compared
     * @param embeddings of one CLIP
     * @param length of a sound row's vectors
     */
    static PairComparison of(Dataset<Row> pairs, int most, Dataset<Row> embeddings, int length, Resampling resampling) {
        Dataset<Row> compared = embeddings
                .select("key", "image_embedding", "text_embeddings")
                .join(chosen(pairs, embeddings, most), new String[] {"key"}, "left_semi")
                .filter((FilterFunction<Row>) row -> VectorCheck.isSound(EmbeddingSets.vectors(row), length))
                .persist(StorageLevel.MEMORY_AND_DISK()); // joined once, read for pictures and for captions
        long count = compared.count();
        List<Metric> metrics = count < EmbeddingsRequest.FEWEST_PAIRS ? List.of() : measure(compared, resampling);
        compared.unpersist();
        return new PairComparison(count, metrics);
    }

    private static Dataset<Row> chosen(Dataset<Row> pairs, Dataset<Row> embeddings, int most) {
        Dataset<Row> single = embeddings.groupBy("key").count().where("count = 1");
        return pairs.select("key")
                .join(single, new String[] {"key"}, "left_semi")
                .orderBy(functions.xxhash64(functions.col("key")), functions.col("key"))
                .limit(most);
    }

    private static List<Metric> measure(Dataset<Row> rows, Resampling resampling) {
        try (EmbeddingSet pictures = EmbeddingSets.of(rows, "image_embedding");
                EmbeddingSet texts = EmbeddingSets.captions(rows)) {
            PartnerCosine cosine = PartnerCosine.measure(pictures, texts, resampling);
            List<org.unclip.evaluation.Metric> metrics = new ArrayList<>();
            metrics.add(cosine.partners().as("pair-cosine", "Picture to its captions"));
            metrics.add(cosine.shuffled().as("pair-cosine-shuffled", "Picture to captions of others"));
            metrics.addAll(Retrieval.measure(pictures, texts, resampling));
            return ReportedMetrics.of("Pairs compared", metrics);
        }
    }
}
