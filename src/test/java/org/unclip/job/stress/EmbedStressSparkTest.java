package org.unclip.job.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unclip.config.ExitCode;
import org.unclip.data.LocalSpark;
import org.unclip.job.Console;
import org.unclip.job.JobReport;

/** Real embed jobs on a real cluster with a real S3 server, each disturbed by a real signal. */
final class EmbedStressSparkTest {
    private static final int RUNS = 3; // each fault once

    @TempDir
    private Path directory; // emptied by the stress

    @TempDir
    private Path scratch;

    @Test
    void disturbedJobsLeaveTheTableOfAnUndisturbedOne() throws IOException {
        LocalSpark.stop();
        Path data = Files.writeString(
                scratch.resolve("data.conf"),
                "data { source = shapes, imageSize = 32, shapes { count = 24, captions = 2 } }\n");
        List<String> rows = new ArrayList<>();
        StressOrder order =
                new StressOrder(RUNS, 1, Optional.of(directory), Duration.ofMinutes(10), "org.unclip.cli.Main");
        Console silent = new Console(new PrintStream(OutputStream.nullOutputStream()), false);

        JobReport report = EmbedStress.run(order, Optional.of(data), rows::add, silent);

        assertEquals("exact 3 of 3", report.summary(), String.join("\n", rows));
        assertEquals(ExitCode.DONE, report.exitCode());
        assertEquals(1 + RUNS, rows.size());
    }

    @Test
    void everyWayToDifferIsSeen() {
        EmbeddedContent wanted = content(Map.of("a", List.of("1"), "b", List.of("2"), "c", List.of("3")));

        assertEquals(Optional.empty(), wanted.difference(wanted));
        assertEquals(
                Optional.of("DIFFERENT: 1 keys missing, 1 unknown, 1 more than once, 1 with other bytes"),
                content(Map.of("a", List.of("1", "1"), "b", List.of("x"), "d", List.of("3")))
                        .difference(wanted));
    }

    private static EmbeddedContent content(Map<String, List<String>> rows) {
        return new EmbeddedContent(rows);
    }
}
