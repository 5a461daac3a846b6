package org.unclip.data.table;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.unclip.data.Split;

/** Pictures with their captions, one row a key. Written by ingest. */
public final class PairsTable {
    /** {@code image} is a square PNG of the configured size; width and height are those of the original. */
    public static final StructType SCHEMA = new StructType()
            .add("key", DataTypes.StringType, false)
            .add("source", DataTypes.StringType, false)
            .add("split", DataTypes.StringType, false)
            .add("image", DataTypes.BinaryType, false)
            .add("width", DataTypes.IntegerType, false)
            .add("height", DataTypes.IntegerType, false)
            .add("captions", DataTypes.createArrayType(DataTypes.StringType), false);

    private final DeltaFolder table;

    private PairsTable(DeltaFolder table) {
        this.table = table;
    }

    /**
     * The table that ingest wrote.
     *
     * @throws org.unclip.config.UserError if it is missing or of another version
     */
    public static PairsTable open(SparkSession spark, String path) {
        return new PairsTable(DeltaFolder.open(spark, path, SCHEMA, "ingest"));
    }

    /** The table, made if it is not there. */
    public static PairsTable openOrCreate(SparkSession spark, String path) {
        return new PairsTable(DeltaFolder.openOrCreate(spark, path, SCHEMA));
    }

    /** The same as it was at a version, whatever is committed later. */
    public PairsTable at(long version) {
        return new PairsTable(table.at(version));
    }

    /** The same, for commits while it is held: they end with an error once another job has taken it over. */
    public PairsTable heldBy(TableHold hold) {
        return new PairsTable(table.heldBy(hold));
    }

    /** All rows: of the newest version, or of the one that it is pinned to. */
    public Dataset<Row> rows() {
        return table.rows();
    }

    /** All rows of a version, as a checkpoint pins it. */
    public Dataset<Row> rows(long version) {
        return table.rows(version);
    }

    /** Keys of pairs that were added after a version. */
    public Dataset<Row> keysAfter(long version) {
        return table.newestRows().select("key").join(rows(version).select("key"), new String[] {"key"}, "left_anti");
    }

    /** Whether pairs may have been added after a version. */
    public boolean hasNewerThan(long version) {
        return table.newestVersion() > version;
    }

    /** Files of the newest version. */
    DataFiles dataFiles() {
        return table.dataFiles();
    }

    /** All captions of one split, in order of the keys: what a tokenizer is trained on. */
    public Dataset<String> captions(Split split) {
        return rows().where(functions.col("split").equalTo(split.word()))
                .orderBy("key")
                .select(functions.explode(functions.col("captions")))
                .as(Encoders.STRING());
    }

    /** Adds rows in one commit. */
    public void append(Dataset<Row> rows) {
        table.append(rows);
    }

    /** Number of the last commit. */
    public long version() {
        return table.version();
    }
}
