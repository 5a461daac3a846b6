package org.unclip.job;

/** How far a task is, shown to the user with its rate and the time left. One thread at a time. */
public interface Progress extends AutoCloseable {
    /**
     * Shows that {@code done} are done in all.
     *
     * @param note what else to show, such as "loss 0.123", or ""
     */
    void update(long done, String note);

    /** Shows the last state, and ends the display. */
    @Override
    void close();
}
