package org.unclip.job;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * The words for how far a task is, how fast it goes and how long it will still take.
 *
 * @param task what is done, a few words
 * @param unit what is counted, in the plural
 * @param start how many were done before this run
 * @param total how many there are in all
 */
record Pace(String task, String unit, long start, long total) {

    /** "train-clip: 0/300 steps". */
    String opening() {
        return counted(start);
    }

    /**
     * "train-clip: 120/300 steps, 6.8 steps/s, 0:26 left, loss 3.21".
     *
     * @param rate units a second, above 0; nothing if not known yet
     */
    String line(long done, OptionalDouble rate, String note) {
        String left = rate.isPresent() ? duration((total - done) / rate.getAsDouble()) + " left" : "time left unknown";
        return counted(done) + speed(rate) + ", " + left + end(note);
    }

    /** "train-clip: 300/300 steps in 0:44, 6.8 steps/s, loss 1.02". */
    String closing(long done, double seconds, OptionalDouble rate, String note) {
        return counted(done) + " in " + duration(seconds) + speed(rate) + end(note);
    }

    private String counted(long done) {
        return "%s: %d/%d %s".formatted(task, done, total, unit);
    }

    private String speed(OptionalDouble rate) {
        return rate.isPresent()
                ? String.format(
                        Locale.ROOT, rate.getAsDouble() < 100 ? ", %.1f %s/s" : ", %.0f %s/s", rate.getAsDouble(), unit)
                : "";
    }

    private static String end(String note) {
        return note.isEmpty() ? "" : ", " + note;
    }

    private static String duration(double seconds) {
        long whole = Math.round(seconds);
        return whole < 3600
                ? "%d:%02d".formatted(whole / 60, whole % 60)
                : "%d:%02d:%02d".formatted(whole / 3600, whole / 60 % 60, whole % 60);
    }
}
