package org.unclip.data.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unclip.config.ExitCode;
import org.unclip.config.UserError;
import org.unclip.data.LocalSpark;
import org.unclip.storage.Folder;

final class TableHoldSparkTest {
    @TempDir
    private Path tables;

    private final SparkSession spark = LocalSpark.session();

    @Test
    void holderCommitsAgainAndAgain() {
        RejectedTable table = table();
        try (TableHold hold = hold()) {
            table.heldBy(hold).appendNew(row("a"));
            table.heldBy(hold).appendNew(row("b"));
        }

        assertEquals(2, table.rows().count());
    }

    @Test
    void jobThatLostTheTableCommitsNothing() {
        RejectedTable table = table();
        try (TableHold lost = hold()) {
            folder().delete("_holders");
            try (TableHold hold = hold()) {
                UserError error =
                        assertThrows(UserError.class, () -> table.heldBy(lost).appendNew(row("late")));

                assertEquals(ExitCode.HELD, error.exitCode());
                String start = "The table " + tables.resolve("rejected") + " was lost to ingest, process ";
                assertTrue(error.getMessage().startsWith(start), error.getMessage());
                table.heldBy(hold).appendNew(row("a"));
            }
        }

        assertEquals(List.of("a"), keys(table));
    }

    @Test
    void lateCommitIsSkippedByDelta() {
        RejectedTable table = table();
        TableHold late = hold();
        late.close();
        try (TableHold hold = hold()) {
            table.heldBy(hold).appendNew(row("a"));
            assertEquals(late.txnAppId(), hold.txnAppId());
            assertTrue(late.txnVersion(999_999) < hold.txnVersion(0));
        }

        row("late")
                .write()
                .format("delta")
                .mode("append")
                .option("txnAppId", late.txnAppId())
                .option("txnVersion", late.txnVersion(999_999))
                .save(tables.resolve("rejected").toString());

        assertEquals(List.of("a"), keys(table));
    }

    @Test
    void aCommitOfAnotherJobMeanwhileStopsThisOne() {
        RejectedTable table = table();
        try (TableHold hold = hold()) {
            RejectedTable held = table.heldBy(hold);
            table.appendNew(row("late"));

            UserError error = assertThrows(UserError.class, () -> held.appendNew(row("a")));

            assertEquals(ExitCode.RETRY, error.exitCode());
            assertTrue(
                    error.getMessage().endsWith("was changed by another job meanwhile: run the same command again."),
                    error.getMessage());
            assertEquals(List.of("late"), keys(table));
        }
    }

    private RejectedTable table() {
        return RejectedTable.openOrCreate(spark, tables.resolve("rejected").toString());
    }

    private TableHold hold() {
        return TableHold.take(folder(), "rejected", "ingest", Duration.ofMinutes(1));
    }

    private Folder folder() {
        return Folder.at(tables.toString());
    }

    private Dataset<Row> row(String key) {
        Row row = RowFactory.create(key, "ingest", "no-caption", null);
        return spark.createDataFrame(List.of(row), RejectedTable.SCHEMA);
    }

    private static List<String> keys(RejectedTable table) {
        return table.rows().collectAsList().stream()
                .map(row -> row.<String>getAs("key"))
                .toList();
    }
}
