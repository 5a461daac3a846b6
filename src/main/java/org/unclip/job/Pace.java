package org.unclip.job;

import java.util.Locale;

/**
 * The words for how far a task is, how fast it goes and how long it will still take.
 *
 * @param task what is done, a few words
 * @param unit what is counted, in the plural
 * @param start how many were done before this run
 * @param total how many there are in all
 */
record Pace(String task, String unit, long start, long total) {
    private static final double NANOS = 1e9;

    /** "train-clip: 0/300 steps". */
    String opening() {
        return "%s: %d/%d %s".formatted(task, start, total, unit);
    }

    /** "train-clip: 120/300 steps, 6.8 steps/s, 0:26 left, loss 3.21". */
    String line(long done, long elapsedNanos, String note) {
        double rate = (done - start) * NANOS / Math.max(1, elapsedNanos);
        String left = rate > 0 ? duration((total - done) / rate) + " left" : "time left unknown";
        return "%s: %d/%d %s, %s %s/s, %s%s"
                .formatted(task, done, total, unit, shown(rate), unit, left, note.isEmpty() ? "" : ", " + note);
    }

    /** "train-clip: 300/300 steps in 0:44, 6.8 steps/s, loss 1.02". */
    String closing(long done, long elapsedNanos, String note) {
        double rate = (done - start) * NANOS / Math.max(1, elapsedNanos);
        return "%s: %d/%d %s in %s, %s %s/s%s"
                .formatted(
                        task,
                        done,
                        total,
                        unit,
                        duration(elapsedNanos / NANOS),
                        shown(rate),
                        unit,
                        note.isEmpty() ? "" : ", " + note);
    }

    private static String shown(double rate) {
        return String.format(Locale.ROOT, rate < 100 ? "%.1f" : "%.0f", rate);
    }

    private static String duration(double seconds) {
        long whole = Math.round(seconds);
        return whole < 3600
                ? "%d:%02d".formatted(whole / 60, whole % 60)
                : "%d:%02d:%02d".formatted(whole / 3600, whole / 60 % 60, whole % 60);
    }
}
