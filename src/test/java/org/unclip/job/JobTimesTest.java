package org.unclip.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unclip.storage.Folder;

final class JobTimesTest {
    @TempDir
    private Path directory;

    private Instant now = Instant.parse("2024-05-06T07:08:09.500Z");

    /** Stands still unless told. */
    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    };

    @Test
    void attemptsOfSeveralProcessesAreKeptOneAfterTheOther() {
        assertThrows(IllegalStateException.class, () -> times().timed("train-clip", () -> {
            now = now.plusMillis(2500);
            throw new IllegalStateException("killed");
        }));
        times().timed("train-clip", () -> {
            now = now.plusSeconds(60);
            return JobReport.done("trained");
        });

        assertEquals(
                List.of(
                        new JobTimes.Attempt("train-clip", "2024-05-06T07:08:09Z", 2.5, "failed"),
                        new JobTimes.Attempt("train-clip", "2024-05-06T07:08:12Z", 60, "ended")),
                times().attempts());
    }

    @Test
    void anAttemptThatHadNothingToDoLeavesNoTrace() {
        times().timed("ingest", () -> JobReport.done("read"));
        times().timed("ingest", () -> JobReport.nothingToDo("there already"));

        assertEquals(1, times().attempts().size());
    }

    private JobTimes times() {
        return new JobTimes(Folder.at(directory.toString()), clock);
    }
}
