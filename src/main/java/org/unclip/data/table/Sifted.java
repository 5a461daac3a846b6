package org.unclip.data.table;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Rows on their way into a table, of which some turned out unusable: their columns {@code reason} and {@code detail} say
 * why, and are null in the others.
 */
public record Sifted(Dataset<Row> rows) {
    private static final String REASON = "reason";
    private static final String DETAIL = "detail";
    private static final String ACCEPTED = "";
    private static final int EXAMPLES = 5;

    /**
     * How many there are.
     *
     * @param accepted rows that can be used
     * @param rejected the others by reason
     */
    public record Counts(long accepted, SortedMap<String, Long> rejected) {
        public Counts {
            rejected = Collections.unmodifiableSortedMap(new TreeMap<>(rejected));
        }

        /** All that cannot be used. */
        public long rejectedInAll() {
            return rejected.values().stream().mapToLong(Long::longValue).sum();
        }

        /** Both together. */
        public Counts plus(Counts other) {
            TreeMap<String, Long> reasons = new TreeMap<>(rejected);
            other.rejected.forEach((reason, count) -> reasons.merge(reason, count, Long::sum));
            return new Counts(accepted + other.accepted, reasons);
        }
    }

    /** A table's columns, all but the key nullable, with the two that say why a row is unusable. */
    public static StructType schema(StructType table, String key) {
        StructType schema = new StructType();
        for (StructField field : table.fields()) {
            schema = schema.add(
                    field.name(),
                    field.dataType(),
                    field.nullable() || !field.name().equals(key));
        }
        return schema.add(REASON, DataTypes.StringType).add(DETAIL, DataTypes.StringType);
    }

    /** Counts them, which makes them. */
    public Counts count() {
        Map<String, Long> reasons = new TreeMap<>();
        for (Row row : rows.groupBy(REASON).count().collectAsList()) {
            reasons.put(row.isNullAt(0) ? ACCEPTED : row.getString(0), row.getLong(1));
        }
        Long accepted = reasons.remove(ACCEPTED);
        return new Counts(accepted == null ? 0 : accepted, new TreeMap<>(reasons));
    }

    /** The first of the others in the order of their keys, with their reasons, for a message. */
    public String examples() {
        return rows.where(functions.not(isAccepted())).orderBy("key").limit(EXAMPLES).collectAsList().stream()
                .map(row -> row.<String>getAs("key") + " (" + row.<String>getAs(REASON) + ")")
                .collect(Collectors.joining(", "));
    }

    /** Those that can be used, with the table's columns. */
    public Dataset<Row> accepted() {
        return rows.where(isAccepted()).drop(REASON, DETAIL);
    }

    /** The others, as rows of {@link RejectedTable#SCHEMA}. */
    public Dataset<Row> rejected(String stage) {
        return rows.where(functions.not(isAccepted()))
                .select(
                        functions.col("key"),
                        functions.lit(stage).as("stage"),
                        functions.col(REASON),
                        functions.col(DETAIL));
    }

    private static Column isAccepted() {
        return functions.col(REASON).isNull();
    }
}
