package org.unclip.job;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What belongs to a run as a whole.
 *
 * @param dir folder that everything is written below, on any Hadoop file system
 * @param id names a run below {@code dir}, as schedulers do; empty where {@code dir} is the run's own folder
 * @param tables folder of the tables, which several runs may share; empty for {@code tables} in the run's own folder
 * @param seed of everything random
 * @param threads worker threads, from 1; empty for one a core
 * @param staleSeconds silence after which a job loses the table that it writes, from 5
 * @param graceSeconds within which a job ends that is asked to, from 1
 */
public record RunConfig(
        String dir,
        Optional<String> id,
        Optional<String> tables,
        long seed,
        Optional<Integer> threads,
        int staleSeconds,
        int graceSeconds) {
    private static final int SHORTEST_SILENCE = 5; // signs of life are timed to the second on S3
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]*");
    private static final Set<String> FOLDERS_OF_RUNS = Set.of(
            "tables",
            "model",
            "releases",
            "holders",
            "checkpoints",
            "shards",
            "samples",
            "evaluation",
            "reports",
            "spark");

    public RunConfig {
        if (dir.isBlank()) {
            throw new IllegalArgumentException("dir must name a folder, but is empty");
        }
        id.ifPresent(RunConfig::requireName);
        if (graceSeconds < 1) {
            throw new IllegalArgumentException("graceSeconds must be at least 1, got " + graceSeconds);
        }
        if (threads.isPresent() && threads.get() < 1) {
            throw new IllegalArgumentException("threads must be at least 1, got " + threads.get());
        }
        if (staleSeconds < SHORTEST_SILENCE) {
            throw new IllegalArgumentException(
                    "staleSeconds must be at least " + SHORTEST_SILENCE + ", got " + staleSeconds);
        }
    }

    private static void requireName(String id) {
        if (!ID.matcher(id).matches() || FOLDERS_OF_RUNS.contains(id)) {
            throw new IllegalArgumentException(
                    "id must be letters, digits and . _ + - alone, and none of the folders of a run, such as 2026-11-26, got "
                            + id);
        }
    }

    /** The run's folder. */
    public String folder() {
        return id.map(name -> dir.endsWith("/") ? dir + name : dir + "/" + name).orElse(dir);
    }

    /** The number of worker threads on this machine. */
    public int threadsHere() {
        return threads.orElseGet(() -> Runtime.getRuntime().availableProcessors());
    }
}
