package org.unclip.job.stress;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.unclip.config.UserError;

/** The end of a run's time. */
final class Deadline {
    private final Duration limit;
    private final long begin = System.nanoTime();

    /** So long from now. */
    Deadline(Duration limit) {
        this.limit = limit;
    }

    /**
     * Waits until something is seen.
     *
     * @param look for it
     * @param pollMillis between looks
     * @throws NotSurvivedException if the time is up
     */
    <T> T await(Supplier<Optional<T>> look, long pollMillis) {
        Optional<T> seen = look.get();
        while (seen.isEmpty()) {
            pause(pollMillis);
            seen = look.get();
        }
        return seen.get();
    }

    /**
     * Waits.
     *
     * @throws NotSurvivedException if the time is up
     */
    void pause(long millis) {
        if (System.nanoTime() - begin > limit.toNanos()) {
            throw new NotSurvivedException("not through after %d s".formatted(limit.toSeconds()));
        }
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw UserError.retry("The stress was interrupted.", e);
        }
    }
}
