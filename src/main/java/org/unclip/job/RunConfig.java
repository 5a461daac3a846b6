package org.unclip.job;

import java.util.Optional;

/**
 * What belongs to a run as a whole.
 *
 * @param dir folder that everything is written below, on any Hadoop file system
 * @param seed of everything random
 * @param threads worker threads, from 1; empty for one a core
 * @param staleSeconds silence after which a job loses the table that it writes, from 5
 */
public record RunConfig(String dir, long seed, Optional<Integer> threads, int staleSeconds) {
    private static final int SHORTEST_SILENCE = 5; // signs of life are timed to the second on S3

    public RunConfig {
        if (dir.isBlank()) {
            throw new IllegalArgumentException("dir must name a folder, but is empty");
        }
        if (threads.isPresent() && threads.get() < 1) {
            throw new IllegalArgumentException("threads must be at least 1, got " + threads.get());
        }
        if (staleSeconds < SHORTEST_SILENCE) {
            throw new IllegalArgumentException(
                    "staleSeconds must be at least " + SHORTEST_SILENCE + ", got " + staleSeconds);
        }
    }

    /** The number of worker threads on this machine. */
    public int threadsHere() {
        return threads.orElseGet(() -> Runtime.getRuntime().availableProcessors());
    }
}
