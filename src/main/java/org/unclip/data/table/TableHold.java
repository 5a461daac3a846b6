package org.unclip.data.table;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.unclip.config.UserError;
import org.unclip.storage.Folder;
import org.unclip.storage.Lease;

/**
 * The right to commit to a table, which one job at a time has: two drivers that commit to one Delta table on S3 lose
 * each other's rows. For any thread; close it after the last commit.
 */
public final class TableHold implements AutoCloseable {
    private static final String HOLDERS = "_holders"; // no dot: a copy of all tables must have them too
    private static final long MOST_COMMITS = 1_000_000;

    private final Lease lease;
    private final AtomicInteger commits = new AtomicInteger();

    private TableHold(Lease lease) {
        this.lease = lease;
    }

    /**
     * Takes a table, which need not exist.
     *
     * @param tables the folder that it lies in
     * @param job what writes it
     * @param longestSilence after which another job may take it over
     * @throws UserError with {@link org.unclip.config.ExitCode#HELD} that says who holds it and since when
     */
    public static TableHold take(Folder tables, String table, String job, Duration longestSilence) {
        Folder holders = tables.folder(HOLDERS).folder(table);
        return new TableHold(Lease.take(holders, "The table " + tables.folder(table), job, longestSilence));
    }

    /** Throws a {@link UserError} with {@link org.unclip.config.ExitCode#HELD} if another job has taken it over. */
    public void requireHeld() {
        lease.requireHeld();
    }

    /** For Delta's {@code txnAppId}: the same for all jobs whose {@link #txnVersion} can be compared. */
    public String txnAppId() {
        return "unclip-" + lease.line();
    }

    /**
     * For Delta's {@code txnVersion}: higher than all of jobs that held the table before, whose late commits are skipped
     * thereby.
     *
     * @param commit number of the commit within the job, 0 to 999,999
     */
    public long txnVersion(int commit) {
        if (commit < 0 || commit >= MOST_COMMITS) {
            throw new IllegalArgumentException("commit must be 0 to 999,999, got " + commit);
        }
        return lease.epoch() * MOST_COMMITS + commit;
    }

    /** The version of the next commit, of those that are counted here. */
    long nextTxnVersion() {
        return txnVersion(commits.getAndIncrement());
    }

    @Override
    public void close() {
        lease.close();
    }
}
