package org.unclip.data.table;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** What could not be used, and why: written by any stage; trainings leave out what could not be embedded. */
public final class RejectedTable {
    /** Key of the pair or name of the file, the job, a reason out of a fixed set, a sentence. */
    public static final StructType SCHEMA = new StructType()
            .add("key", DataTypes.StringType, false)
            .add("stage", DataTypes.StringType, false)
            .add("reason", DataTypes.StringType, false)
            .add("detail", DataTypes.StringType, true);

    /** The stage that embeds pairs. */
    public static final String EMBED = "embed";

    private static final String[] IDENTITY = {"key", "stage", "reason"};

    private final DeltaFolder table;

    private RejectedTable(DeltaFolder table) {
        this.table = table;
    }

    /**
     * The table that ingest made.
     *
     * @throws org.unclip.config.UserError if it is missing or of another version
     */
    public static RejectedTable open(SparkSession spark, String path) {
        return new RejectedTable(DeltaFolder.open(spark, path, SCHEMA, "ingest"));
    }

    /** The table, made if it is not there. */
    public static RejectedTable openOrCreate(SparkSession spark, String path) {
        return new RejectedTable(DeltaFolder.openOrCreate(spark, path, SCHEMA));
    }

    /** The same, for commits while it is held: they end with an error once another job has taken it over. */
    public RejectedTable heldBy(TableHold hold) {
        return new RejectedTable(table.heldBy(hold));
    }

    /** All rows. */
    public Dataset<Row> rows() {
        return table.rows();
    }

    /** The keys that a stage rejected for whatever reason, each once. */
    public Dataset<Row> keys(String stage) {
        return rows().where(functions.col("stage").equalTo(stage)).select("key").distinct();
    }

    /** Adds the rows whose key was not rejected by the same stage for the same reason before, each once. */
    public void appendNew(Dataset<Row> rows) {
        Dataset<Row> fresh = rows.join(rows().select("key", "stage", "reason"), IDENTITY, "left_anti")
                .dropDuplicates(IDENTITY);
        if (!fresh.isEmpty()) {
            table.append(fresh);
        }
    }
}
