package org.unclip.job;

import java.util.Optional;

/**
 * What belongs to a run as a whole.
 *
 * @param dir folder that everything is written below, on any Hadoop file system
 * @param seed of everything random
 * @param threads worker threads, from 1; empty for one a core
 */
public record RunConfig(String dir, long seed, Optional<Integer> threads) {
    public RunConfig {
        if (dir.isBlank()) {
            throw new IllegalArgumentException("dir must name a folder, but is empty");
        }
        if (threads.isPresent() && threads.get() < 1) {
            throw new IllegalArgumentException("threads must be at least 1, got " + threads.get());
        }
    }

    /** The number of worker threads on this machine. */
    public int threadsHere() {
        return threads.orElseGet(() -> Runtime.getRuntime().availableProcessors());
    }
}
