package org.unclip.data.table;

import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** What frozen CLIPs say of the pairs: one row a key and fingerprint. Written by embed. */
public final class EmbeddingsTable {
    private static final DataType VECTOR = DataTypes.createArrayType(DataTypes.FloatType);

    /** The columns of {@link Embedding}; {@code text_encodings} may be null. */
    public static final StructType SCHEMA = new StructType()
            .add("key", DataTypes.StringType, false)
            .add("clip", DataTypes.StringType, false)
            .add("image_embedding", VECTOR, false)
            .add("text_embeddings", DataTypes.createArrayType(VECTOR), false)
            .add("token_ids", DataTypes.createArrayType(DataTypes.createArrayType(DataTypes.IntegerType)), false)
            .add("text_encodings", DataTypes.createArrayType(DataTypes.BinaryType), true);

    private final DeltaFolder table;

    private EmbeddingsTable(DeltaFolder table) {
        this.table = table;
    }

    /**
     * The table that embed wrote.
     *
     * @throws org.unclip.config.UserError if it is missing or of another version
     */
    public static EmbeddingsTable open(SparkSession spark, String path) {
        return new EmbeddingsTable(DeltaFolder.open(spark, path, SCHEMA, "embed"));
    }

    /** The table, made if it is not there. */
    public static EmbeddingsTable openOrCreate(SparkSession spark, String path) {
        return new EmbeddingsTable(DeltaFolder.openOrCreate(spark, path, SCHEMA));
    }

    /** The same as it was at a version, whatever is committed later. */
    public EmbeddingsTable at(long version) {
        return new EmbeddingsTable(table.at(version));
    }

    /** The same, for commits while it is held: they end with an error once another job has taken it over. */
    public EmbeddingsTable heldBy(TableHold hold) {
        return new EmbeddingsTable(table.heldBy(hold));
    }

    /** Rows, of the newest version or the one that it is pinned to, that the CLIP of this fingerprint gave. */
    public Dataset<Row> rows(String clip) {
        return of(table.rows(), clip);
    }

    /** Rows of a version, as a checkpoint pins it, that the CLIP of this fingerprint gave. */
    public Dataset<Row> rows(String clip, long version) {
        return of(table.rows(version), clip);
    }

    /** How many rows each CLIP gave of a version, by fingerprint. */
    public SortedMap<String, Long> clips(long version) {
        SortedMap<String, Long> clips = new TreeMap<>();
        table.rows(version)
                .groupBy("clip")
                .count()
                .collectAsList()
                .forEach(row -> clips.put(row.getString(0), row.getLong(1)));
        return clips;
    }

    /** Adds rows in one commit. */
    public void append(Dataset<Row> rows) {
        table.append(rows);
    }

    /** Number of the last commit. */
    public long version() {
        return table.version();
    }

    private static Dataset<Row> of(Dataset<Row> rows, String clip) {
        return rows.where(functions.col("clip").equalTo(clip));
    }
}
