package org.unclip.job;

import java.io.PrintStream;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** A plain line about every ten seconds, for logs and continuous integration; one at the start and one at the end. */
final class ProgressLines implements Progress {
    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final PrintStream err;
    private final Pace pace;
    private final LongSupplier nanoTime;
    private final long startNanos;
    private long shownNanos;
    private long done;
    private String note = "";

    ProgressLines(PrintStream err, Pace pace, LongSupplier nanoTime) {
        this.err = err;
        this.pace = pace;
        this.nanoTime = nanoTime;
        this.startNanos = nanoTime.getAsLong();
        this.shownNanos = startNanos;
        this.done = pace.start();
        err.println(pace.opening());
    }

    @Override
    public void update(long nowDone, String nowNote) {
        done = nowDone;
        note = nowNote;
        long now = nanoTime.getAsLong();
        if (now - shownNanos >= INTERVAL_NANOS) {
            shownNanos = now;
            err.println(pace.line(done, now - startNanos, note));
        }
    }

    @Override
    public void close() {
        err.println(pace.closing(done, nanoTime.getAsLong() - startNanos, note));
    }
}
