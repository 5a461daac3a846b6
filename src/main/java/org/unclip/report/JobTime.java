package org.unclip.report;

import java.util.List;

/**
 * Wall time of a job, over all attempts at it.
 *
 * @param attempts in their order
 */
public record JobTime(String job, List<Attempt> attempts) {

    /**
     * A process that worked at the job.
     *
     * @param began date and time
     * @param seconds that it is known to have worked
     * @param ending how it ended, in a word
     */
    public record Attempt(String began, double seconds, String ending) {}

    public JobTime {
        attempts = List.copyOf(attempts);
    }

    /** Of all attempts together. */
    public double seconds() {
        return attempts.stream().mapToDouble(Attempt::seconds).sum();
    }
}
