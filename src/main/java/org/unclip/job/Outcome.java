package org.unclip.job;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.unclip.config.ExitCode;
import org.unclip.storage.Folder;

/**
 * How the last job of a run ended: {@code report.json} in the run's folder, written whole, after all else that the job
 * writes. A scheduler reads it beside the exit code.
 *
 * @param job as on the command line, such as {@code train-unet}
 * @param runId of {@code --run-id}, or {@code null}
 * @param exitCode what the process exits with
 * @param meaning of the exit code, in words
 * @param began an instant of ISO 8601, as {@code ended}
 * @param seconds wall time
 * @param summary what was done and written, or why it failed
 * @param commit of the code
 * @param metrics figures by name, such as {@code added} or {@code validationLoss}
 */
public record Outcome(
        int schemaVersion,
        String job,
        String runId,
        int exitCode,
        String meaning,
        String began,
        String ended,
        double seconds,
        String summary,
        String version,
        String commit,
        Map<String, Double> metrics) {
    /** The file's name. */
    public static final String FILE = "report.json";

    private static final int SCHEMA_VERSION = 1;
    private static final double MILLIS = 1000;

    /** A job at work, since a moment. */
    public record Begun(String job, Optional<String> runId, Instant began) {
        /** What came of it. */
        public Outcome ended(JobReport report) {
            Instant now = Instant.now();
            ExitCode code = report.exitCode();
            return new Outcome(
                    SCHEMA_VERSION,
                    job,
                    runId.orElse(null),
                    code.number(),
                    code.meaning(),
                    began.truncatedTo(ChronoUnit.SECONDS).toString(),
                    now.truncatedTo(ChronoUnit.SECONDS).toString(),
                    Duration.between(began, now).toMillis() / MILLIS,
                    report.summary(),
                    CodeVersion.version(),
                    CodeVersion.commit(),
                    report.metrics());
        }
    }

    /** This moment as ISO 8601, in seconds. */
    static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** Takes that of a former job away. */
    public static void delete(Folder run) {
        run.delete(FILE);
    }

    /** Keeps it in the run's folder, in the place of the one before. */
    public void write(Folder run) {
        new JsonFile(run, FILE).write(this);
    }
}
