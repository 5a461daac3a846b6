package org.unclip.storage;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * Who holds a {@link Lease}, as its file says.
 *
 * @param epoch number among the holders, from 1
 * @param id random, of this one alone
 * @param line random, of the first holder and all after it
 * @param job what it does
 * @param since when it began, by its own clock, as ISO 8601
 * @param released whether it has let go
 */
record Holder(
        int schemaVersion,
        long epoch,
        String id,
        String line,
        String job,
        ProcessIdentity process,
        String since,
        boolean released) {
    static final int SCHEMA_VERSION = 1;

    /** This process, where nobody ever held. */
    static Holder first(String job) {
        return self(1, randomId(), job);
    }

    /** This process after another. */
    Holder next(String nextJob) {
        return self(epoch + 1, line, nextJob);
    }

    Holder release() {
        return new Holder(schemaVersion, epoch, id, line, job, process, since, true);
    }

    private static Holder self(long epoch, String line, String job) {
        String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        return new Holder(SCHEMA_VERSION, epoch, randomId(), line, job, ProcessIdentity.current(), now, false);
    }

    private static String randomId() {
        return UUID.randomUUID().toString();
    }

    @Override
    public String toString() {
        return "%s, %s, since %s".formatted(job, process, since);
    }
}
