package org.unclip.job;

import java.io.PrintStream;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A plain line about every ten seconds, for logs and continuous integration; one at the start, and one at the end if
 * anything was done.
 *
 * <p>The rate is measured from the first update: what comes before, such as the start of Spark or of ranks, is none of
 * the task's speed. Less than a second after it there is no rate: of a task that short it would say anything.
 */
final class ProgressLines implements Progress {
    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long SHORTEST_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final double NANOS = 1e9;

    private final PrintStream err;
    private final Pace pace;
    private final LongSupplier nanoTime;
    private final long startNanos;
    private long shownNanos;
    private boolean updated;
    private long firstDone;
    private long firstNanos;
    private long done;
    private long doneNanos;
    private String note = "";

    ProgressLines(PrintStream err, Pace pace, LongSupplier nanoTime) {
        this.err = err;
        this.pace = pace;
        this.nanoTime = nanoTime;
        this.startNanos = nanoTime.getAsLong();
        this.shownNanos = startNanos;
        err.println(pace.opening());
    }

    @Override
    public void update(long nowDone, String nowNote) {
        done = nowDone;
        note = nowNote;
        doneNanos = nanoTime.getAsLong();
        if (!updated) {
            updated = true;
            firstDone = done;
            firstNanos = doneNanos;
        }
        if (doneNanos - shownNanos >= INTERVAL_NANOS) {
            shownNanos = doneNanos;
            err.println(pace.line(done, rate(), note));
        }
    }

    /** Nothing soon after the first update, and while a training that fell back to a checkpoint has not come further. */
    private OptionalDouble rate() {
        return done > firstDone && doneNanos - firstNanos >= SHORTEST_NANOS
                ? OptionalDouble.of((done - firstDone) * NANOS / (doneNanos - firstNanos))
                : OptionalDouble.empty();
    }

    @Override
    public void close() {
        if (updated) {
            err.println(pace.closing(done, (nanoTime.getAsLong() - startNanos) / NANOS, rate(), note));
        }
    }
}
