package org.unclip.job;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.unclip.config.ExitCode;

/**
 * How a job ended.
 *
 * @param exitCode what the process exits with
 * @param summary what was done and written, for the user: one line or a few
 * @param metrics figures of it by name, for programs
 */
public record JobReport(ExitCode exitCode, String summary, Map<String, Double> metrics) {
    public JobReport {
        Objects.requireNonNull(exitCode, "exitCode");
        Objects.requireNonNull(summary, "summary");
        metrics = new TreeMap<>(metrics);
    }

    /** A job without figures. */
    public JobReport(ExitCode exitCode, String summary) {
        this(exitCode, summary, Map.of());
    }

    /** The job did what was asked. */
    public static JobReport done(String summary) {
        return new JobReport(ExitCode.DONE, summary);
    }

    /** Everything was there already. */
    public static JobReport nothingToDo(String summary) {
        return new JobReport(ExitCode.NOTHING_TO_DO, summary);
    }

    /** The same with figures, by name. */
    public JobReport with(Map<String, Double> figures) {
        return new JobReport(exitCode, summary, figures);
    }
}
