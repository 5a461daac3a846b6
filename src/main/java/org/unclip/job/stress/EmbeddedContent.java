package org.unclip.job.stress;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * What a table of embeddings shows to its readers.
 *
 * @param rows the SHA-256 of each row of a key
 */
record EmbeddedContent(Map<String, List<String>> rows) {
    /** Reads a table: every row that is visible, whichever CLIP it is of. */
    static EmbeddedContent of(SparkSession spark, String table) {
        Map<String, List<String>> rows = new TreeMap<>();
        for (Row row : spark.read()
                .format("delta")
                .load(table)
                .select(
                        functions.col("key"),
                        functions
                                .sha2(functions.to_json(functions.struct("*")), 256)
                                .as("hash"))
                .groupBy("key")
                .agg(functions.collect_list("hash"))
                .collectAsList()) {
            rows.put(row.getString(0), row.getList(1));
        }
        return new EmbeddedContent(rows);
    }

    /** In what this differs from what it should be, in words; empty if every key is there once with the same bytes. */
    Optional<String> difference(EmbeddedContent wanted) {
        long missing = wanted.rows.keySet().stream()
                .filter(key -> !rows.containsKey(key))
                .count();
        long unknown = rows.keySet().stream()
                .filter(key -> !wanted.rows.containsKey(key))
                .count();
        long repeated = rows.values().stream().filter(of -> of.size() > 1).count();
        long changed = rows.entrySet().stream()
                .filter(of -> of.getValue().size() == 1 && wanted.rows.containsKey(of.getKey()))
                .filter(of -> !of.getValue().equals(wanted.rows.get(of.getKey())))
                .count();
        return missing + unknown + repeated + changed == 0
                ? Optional.empty()
                : Optional.of("DIFFERENT: %d keys missing, %d unknown, %d more than once, %d with other bytes"
                        .formatted(missing, unknown, repeated, changed));
    }
}
