package org.unclip.job.stress;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.unclip.config.UserError;

/**
 * What a stress is to do.
 *
 * @param runs how many jobs are disturbed, from 1
 * @param seed of what happens to them
 * @param directory for what is prepared, settings and logs, in place of an earlier stress's; empty for a temporary one
 * @param limit a job that takes longer has failed
 * @param program the main class of {@code jobs/unclip}
 */
public record StressOrder(int runs, long seed, Optional<Path> directory, Duration limit, String program) {
    /** Throws the user's error for a value out of its range. */
    public StressOrder {
        if (runs < 1) {
            throw UserError.of("--runs", runs, "at least 1", "20 has each fault a few times");
        }
        if (limit.isNegative() || limit.isZero()) {
            throw UserError.of("--minutes", limit.toMinutes(), "at least 1", "10 is enough even for a busy machine");
        }
    }
}
