package org.unclip.job;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.unclip.evaluation.VectorCheck;
import org.unclip.report.Metric;

/**
 * Whether the rows of one CLIP are what a training may rely on: finite vectors of one length, one row a key, a pair for
 * each. The driver gets the counts.
 *
 * @param vectors of all rows
 * @param faults how often each was found
 */
record EmbeddingsCheck(VectorCheck vectors, Map<EmbeddingFault, Long> faults) {

    /**
     * Checks all rows.
     *
     * @param embeddings of one CLIP
     * @param pairs that it should have embedded
     */
    static EmbeddingsCheck of(Dataset<Row> embeddings, Dataset<Row> pairs) {
        VectorCheck vectors = VectorCheck.of(embeddings
                .select("image_embedding", "text_embeddings")
                .javaRDD()
                .map(EmbeddingSets::vectors));
        Map<EmbeddingFault, Long> faults = new EnumMap<>(EmbeddingFault.class);
        faults.put(EmbeddingFault.NOT_FINITE, vectors.notFinite());
        faults.put(EmbeddingFault.WRONG_LENGTH, vectors.wrongLength());
        faults.put(EmbeddingFault.ZERO, vectors.zero());
        Row keys = keys(embeddings, pairs);
        faults.put(EmbeddingFault.OTHER_CAPTIONS, keys.getLong(0));
        faults.put(EmbeddingFault.REPEATED, keys.getLong(1));
        faults.put(EmbeddingFault.ORPHAN, keys.getLong(2));
        faults.put(EmbeddingFault.MISSING, keys.getLong(3));
        return new EmbeddingsCheck(vectors, faults);
    }

    /** Keys with other captions, rows repeated, rows without a pair, pairs without a row. */
    private static Row keys(Dataset<Row> embeddings, Dataset<Row> pairs) {
        return embeddings
                .groupBy("key")
                .agg(
                        functions.expr("count(*) as copies"),
                        functions.expr("min(size(text_embeddings)) as fewest"),
                        functions.expr("max(size(text_embeddings)) as most"))
                .join(pairs.selectExpr("key", "size(captions) as captions"), new String[] {"key"}, "full_outer")
                .selectExpr(
                        "count_if(fewest <> captions or most <> captions)",
                        "coalesce(sum(copies - 1), 0)",
                        "coalesce(sum(if(captions is null, copies, 0)), 0)",
                        "count_if(copies is null)")
                .first();
    }

    /** The figures of all rows. */
    List<Metric> metrics() {
        List<Metric> metrics = new ArrayList<>(ReportedMetrics.of(
                "Rows of the table",
                faults.entrySet().stream()
                        .map(fault -> fault.getKey().at(fault.getValue()))
                        .toList()));
        metrics.addAll(ReportedMetrics.of("Norms, which should be 1", vectors.norms()));
        return metrics;
    }

    /** Which faults the table is refused for, with their counts; none of a sound table. */
    List<String> refused() {
        return faults.entrySet().stream()
                .filter(fault -> fault.getKey().isRefused() && fault.getValue() > 0)
                .map(fault -> "%s: %,d".formatted(fault.getKey().title(), fault.getValue()))
                .toList();
    }
}
