package org.unclip.job;

import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * The pairs that some are taken of to be compared.
 *
 * @param name of the split, or {@link EmbeddingsRequest#ALL}
 * @param size in pairs
 * @param pairs rows of the table {@code pairs}
 */
record ComparedSplit(String name, long size, Dataset<Row> pairs) {

    /** The split that is asked for; throws as {@link EmbeddingsRequest#splitAmong}. */
    static ComparedSplit of(EmbeddingsRequest asked, Dataset<Row> pairs, String table) {
        SortedMap<String, Long> sizes = new TreeMap<>();
        pairs.groupBy("split").count().collectAsList().forEach(row -> sizes.put(row.getString(0), row.getLong(1)));
        String name = asked.splitAmong(sizes, table);
        return name.equals(EmbeddingsRequest.ALL)
                ? new ComparedSplit(
                        name, sizes.values().stream().mapToLong(Long::longValue).sum(), pairs)
                : new ComparedSplit(
                        name,
                        sizes.get(name),
                        pairs.where(functions.col("split").equalTo(name)));
    }
}
