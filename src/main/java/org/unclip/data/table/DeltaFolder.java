package org.unclip.data.table;

import io.delta.tables.DeltaTable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.unclip.config.UserError;

/** A Delta table at a path, of a known schema. Commits are safe for one driver at a time only. */
record DeltaFolder(SparkSession spark, String path) {

    /** The table, made if it is not there. */
    static DeltaFolder openOrCreate(SparkSession spark, String path, StructType schema) {
        if (!DeltaTable.isDeltaTable(spark, path)) {
            DeltaTable.createIfNotExists(spark)
                    .location(path)
                    .addColumns(schema)
                    .execute();
        }
        return open(spark, path, schema, "");
    }

    /**
     * The table that must be there.
     *
     * @param job what writes it, for the error
     * @throws UserError if it is missing or was written by a version with other columns
     */
    static DeltaFolder open(SparkSession spark, String path, StructType schema, String job) {
        if (!DeltaTable.isDeltaTable(spark, path)) {
            throw UserError.fatal("There is no table at " + path + ": run the job " + job + " first.");
        }
        DeltaFolder table = new DeltaFolder(spark, path);
        StructType found = table.rows().schema();
        if (!found.asNullable().sameType(schema.asNullable())) {
            throw UserError.fatal(
                    "The table at " + path + " has the columns " + found.simpleString() + ", but must have "
                            + schema.simpleString() + ": it was written by another version, use a new run folder.");
        }
        return table;
    }

    Dataset<Row> rows() {
        return spark.read().format("delta").load(path);
    }

    Dataset<Row> rows(long version) {
        return spark.read().format("delta").option("versionAsOf", version).load(path);
    }

    /** Number of the last commit. */
    long version() {
        return DeltaTable.forPath(spark, path)
                .history(1)
                .select("version")
                .first()
                .getLong(0);
    }

    /** Adds rows in one commit. */
    void append(Dataset<Row> rows) {
        rows.write().format("delta").mode("append").save(path);
    }

    /** Puts rows in the place of all others, in one commit. */
    void replace(Dataset<Row> rows) {
        rows.write().format("delta").mode("overwrite").save(path);
    }
}
