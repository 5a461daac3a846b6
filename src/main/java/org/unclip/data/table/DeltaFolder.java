package org.unclip.data.table;

import io.delta.tables.DeltaTable;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.unclip.config.UserError;

/**
 * A Delta table at a path, of a known schema. Commits are safe for one driver at a time only.
 *
 * @param writer the right to commit, of the driver that has it; empty where no other can commit
 * @param pinned the version that is read whatever is committed later; empty for the newest
 */
record DeltaFolder(SparkSession spark, String path, Optional<TableWriter> writer, OptionalLong pinned) {

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
        DeltaFolder table = new DeltaFolder(spark, path, Optional.empty(), OptionalLong.empty());
        StructType found = table.rows().schema();
        if (!found.asNullable().sameType(schema.asNullable())) {
            throw UserError.fatal(
                    "The table at " + path + " has the columns " + found.simpleString() + ", but must have "
                            + schema.simpleString() + ": it was written by another version, use a new run folder.");
        }
        return table;
    }

    /** The same, for commits while it is held: whatever is read from now on, no commit of another driver comes between. */
    DeltaFolder heldBy(TableHold holder) {
        return new DeltaFolder(spark, path, Optional.of(new TableWriter(this, holder)), pinned);
    }

    /** The same as it was at a version. */
    DeltaFolder at(long version) {
        return new DeltaFolder(spark, path, writer, OptionalLong.of(version));
    }

    Dataset<Row> rows() {
        return pinned.isPresent() ? rows(pinned.getAsLong()) : newestRows();
    }

    Dataset<Row> newestRows() {
        return spark.read().format("delta").load(path);
    }

    /** Files of the newest version. */
    DataFiles dataFiles() {
        return DataFiles.newest(spark, path);
    }

    Dataset<Row> rows(long version) {
        return spark.read().format("delta").option("versionAsOf", version).load(path);
    }

    /** Number of the last commit, of those that are read. */
    long version() {
        return pinned.orElseGet(this::newestVersion);
    }

    long newestVersion() {
        return DataFiles.newest(spark, path).version();
    }

    /** Adds rows in one commit. */
    void append(Dataset<Row> rows) {
        commit(rows, SaveMode.Append);
    }

    /** Puts rows in the place of all others, in one commit. */
    void replace(Dataset<Row> rows) {
        commit(rows, SaveMode.Overwrite);
    }

    private void commit(Dataset<Row> rows, SaveMode mode) {
        DataFrameWriter<Row> writing = rows.write().format("delta").mode(mode);
        writer.ifPresentOrElse(held -> held.commit(writing), () -> writing.save(path));
    }
}
