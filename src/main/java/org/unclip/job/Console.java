package org.unclip.job;

import java.io.PrintStream;
import org.unclip.training.Stop;

/**
 * Between jobs and whoever started the process: tells how far they are on standard error, as a bar on a terminal and as
 * plain lines elsewhere; hears when they are to stop.
 *
 * @param err the stream
 * @param terminal whether a person watches it, and a line may be drawn over
 */
public record Console(PrintStream err, boolean terminal, Stop stop) {

    /** A console that nobody stops jobs from. */
    public Console(PrintStream err, boolean terminal) {
        this(err, terminal, new Stop());
    }

    /** Writes one line. */
    public void say(String line) {
        err.println(line);
    }

    /**
     * Starts to show the progress of a task; close it when the task ends.
     *
     * @param task a few words, such as "train-clip"
     * @param unit what is counted, in the plural, such as "steps"
     * @param done how many are done already, of an earlier run
     * @param total how many there are in all
     */
    public Progress progress(String task, String unit, long done, long total) {
        return terminal
                ? new ProgressBarDisplay(err, task, unit, done, total)
                : new ProgressLines(err, new Pace(task, unit, done, total), System::nanoTime);
    }
}
