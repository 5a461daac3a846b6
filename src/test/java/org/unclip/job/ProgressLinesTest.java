package org.unclip.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ProgressLinesTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream err = new PrintStream(written, true, StandardCharsets.UTF_8);
    private final AtomicLong clock = new AtomicLong();

    @Test
    void linesComeEveryTenSecondsWithRateAndTimeLeftSinceTheFirstUpdate() {
        try (Progress progress = lines(0, 300)) {
            at(5, progress, 20);
            at(10, progress, 40);
            at(19, progress, 80);
            at(20, progress, 100);
        }

        assertEquals(
                List.of(
                        "train-clip: 0/300 steps",
                        "train-clip: 40/300 steps, 4.0 steps/s, 1:05 left, loss 2",
                        "train-clip: 100/300 steps, 5.3 steps/s, 0:38 left, loss 2",
                        "train-clip: 100/300 steps in 0:20, 5.3 steps/s, loss 2"),
                lines());
    }

    @Test
    void whatAnEarlierRunDidDoesNotCountAsSpeed() {
        try (Progress progress = lines(200, 30_000)) {
            at(9, progress, 209);
            at(10, progress, 210);
        }

        assertEquals("train-clip: 200/30000 steps", lines().get(0));
        assertEquals("train-clip: 210/30000 steps, 1.0 steps/s, 8:16:30 left, loss 2", lines().get(1));
    }

    @Test
    void timeLeftIsUnknownAtTheFirstUpdate() {
        try (Progress progress = lines(0, 300)) {
            at(60, progress, 10);
        }

        assertEquals(
                List.of(
                        "train-clip: 0/300 steps",
                        "train-clip: 10/300 steps, time left unknown, loss 2",
                        "train-clip: 10/300 steps in 1:00, loss 2"),
                lines());
    }

    @Test
    void taskOfLessThanASecondHasNoSpeed() {
        try (Progress progress = lines(0, 86)) {
            atMillis(9_000, progress, 0);
            atMillis(9_999, progress, 86);
        }

        assertEquals("train-clip: 86/86 steps in 0:10, loss 2", lines().get(1));
    }

    @Test
    void fallingBackToACheckpointIsNoSpeed() {
        try (Progress progress = lines(0, 300)) {
            at(10, progress, 20);
            at(30, progress, 15);
        }

        assertEquals("train-clip: 15/300 steps, time left unknown, loss 2", lines().get(2));
    }

    @Test
    void nothingIsSaidAtTheEndOfATaskThatNeverBegan() {
        lines(0, 300).close();

        assertEquals(List.of("train-clip: 0/300 steps"), lines());
    }

    @Test
    void terminalShowsTheBarsLastState() {
        try (Progress progress = new Console(err, true).progress("ingest", "pictures", 0, 86)) {
            progress.update(86, "2 rejected");
        }

        String last = written.toString(StandardCharsets.UTF_8);
        assertTrue(last.contains("ingest") && last.contains("86/86") && last.contains("2 rejected"), last);
    }

    private Progress lines(long done, long total) {
        return new ProgressLines(err, new Pace("train-clip", "steps", done, total), clock::get);
    }

    private void at(long seconds, Progress progress, long done) {
        atMillis(TimeUnit.SECONDS.toMillis(seconds), progress, done);
    }

    private void atMillis(long millis, Progress progress, long done) {
        clock.set(TimeUnit.MILLISECONDS.toNanos(millis));
        progress.update(done, "loss 2");
    }

    private List<String> lines() {
        return written.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
