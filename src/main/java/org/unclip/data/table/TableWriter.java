package org.unclip.data.table;

import java.util.ConcurrentModificationException;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Row;
import org.unclip.config.UserError;

/**
 * Commits to a table for as long as a job holds it.
 *
 * <p>The hold says who may commit; the numbers of commits let Delta skip those of a former holder once the next one has
 * committed; and a commit of anybody else that came since this writer was made, as a former holder's can that wakes up
 * late, stops it, because what it is about to add may be there already. One thread.
 */
final class TableWriter {
    private final DeltaFolder table;
    private final TableHold hold;
    private long seen;

    TableWriter(DeltaFolder table, TableHold hold) {
        this.table = table;
        this.hold = hold;
        seen = table.version();
    }

    /**
     * Makes one commit.
     *
     * @throws UserError if the hold is lost, or another commit came between
     */
    void commit(DataFrameWriter<Row> writing) {
        hold.requireHeld();
        requireVersion(seen);
        try {
            writing.option("txnAppId", hold.txnAppId())
                    .option("txnVersion", hold.nextTxnVersion())
                    .save(table.path());
        } catch (ConcurrentModificationException conflict) {
            hold.requireHeld();
            throw changed(conflict);
        }
        hold.requireHeld();
        requireVersion(seen + 1); // Delta skips a commit of a former number without a word
        seen++;
    }

    private void requireVersion(long expected) {
        if (table.version() != expected) {
            throw changed(null);
        }
    }

    private UserError changed(Throwable cause) {
        return UserError.retry(
                "The table at %s was changed by another job meanwhile: run the same command again."
                        .formatted(table.path()),
                cause);
    }
}
