package org.unclip.job.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unclip.config.ExitCode;
import org.unclip.config.UserError;
import org.unclip.data.LocalSpark;
import org.unclip.job.Console;
import org.unclip.job.JobReport;

/** Real trainings on a real cluster with a real S3 server, disturbed by real signals. */
final class TrainingStressSparkTest {
    private static final String PROGRAM = "org.unclip.cli.Main";
    private static final Duration LIMIT = Duration.ofMinutes(10);

    /** S3 server restarted with one rank; executor killed of two; executor killed in mid-checkpoint. */
    private static final long SEED = 1893;

    private static final int RUNS = 3;

    @TempDir
    private Path directory;

    @Test
    void disturbedTrainingsEndBitForBitAsAnUndisturbedOne() {
        LocalSpark.stop();
        List<String> rows = new ArrayList<>();

        JobReport report = TrainingStress.run(order(RUNS), rows::add, silent());

        assertEquals("survived 3 of 3, digests equal 3 of 3", report.summary(), String.join("\n", rows));
        assertEquals(ExitCode.DONE, report.exitCode());
        assertEquals(1 + RUNS, rows.size());
    }

    @Test
    void noRunsAreRefused() {
        UserError error = assertThrows(UserError.class, () -> order(0));

        assertEquals("--runs is 0, but must be at least 1: 20 has each fault a few times.", error.getMessage());
    }

    private StressOrder order(int runs) {
        return new StressOrder(runs, SEED, Optional.of(directory), LIMIT, PROGRAM);
    }

    private static Console silent() {
        return new Console(new PrintStream(OutputStream.nullOutputStream()), false);
    }
}
