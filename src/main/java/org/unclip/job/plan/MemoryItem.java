package org.unclip.job.plan;

import java.util.Locale;

/**
 * One of the things that a process needs memory for.
 *
 * @param name a few words
 * @param where it lies
 * @param bytes how much
 * @param how it comes about, a few words
 */
public record MemoryItem(String name, Where where, long bytes, String how) {
    /** The parts of a process's memory. */
    public enum Where {
        /** Java's heap, bounded by UNCLIP_HEAP or spark.executor.memory. */
        HEAP,
        /** Native arrays. */
        NATIVE,
        /** The virtual machine itself and its libraries: code, classes, threads. */
        JVM;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
