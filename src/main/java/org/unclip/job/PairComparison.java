package org.unclip.job;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
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
 * @param split as the request has it
 * @param pairs compared
 * @param ofPairs that the split has
 * @param metrics none where the pairs are fewer than {@link EmbeddingsRequest#FEWEST_PAIRS}
 */
record PairComparison(String split, long pairs, long ofPairs, List<Metric> metrics) {

    /**
     * Measures.
     *
     * @param length of a sound row's vectors
     */
    static PairComparison of(Run run, EmbeddingsRequest asked, EmbeddedPairs tables, int length) {
        SortedMap<String, Long> splits = splits(tables.pairs());
        String split = asked.splitAmong(splits, run.table("pairs"));
        boolean all = split.equals(EmbeddingsRequest.ALL);
        long ofPairs = all ? tables.pairs().count() : splits.get(split);
        Dataset<Row> meant = all
                ? tables.pairs()
                : tables.pairs().where(functions.col("split").equalTo(split));
        Dataset<Row> compared = sound(tables.embeddings(), length)
                .join(chosen(meant, tables.embeddings(), asked.pairs()), new String[] {"key"}, "left_semi")
                .persist(StorageLevel.MEMORY_AND_DISK()); // joined once, read for pictures and for captions
        long pairs = compared.count();
        Resampling resampling = new Resampling(
                run.config().run().seed(), run.config().evaluation().resamples());
        List<Metric> metrics = pairs < EmbeddingsRequest.FEWEST_PAIRS ? List.of() : measure(compared, resampling);
        compared.unpersist();
        return new PairComparison(split, pairs, ofPairs, metrics);
    }

    private static SortedMap<String, Long> splits(Dataset<Row> pairs) {
        SortedMap<String, Long> splits = new TreeMap<>();
        pairs.groupBy("split").count().collectAsList().forEach(row -> splits.put(row.getString(0), row.getLong(1)));
        return splits;
    }

    private static Dataset<Row> sound(Dataset<Row> embeddings, int length) {
        return embeddings.select("key", "image_embedding", "text_embeddings").filter((FilterFunction<Row>)
                row -> VectorCheck.isSound(EmbeddingSets.vectors(row), length));
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
