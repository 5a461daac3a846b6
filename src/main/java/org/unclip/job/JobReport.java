package org.unclip.job;

import java.util.Objects;
import org.unclip.config.ExitCode;

/**
 * How a job ended.
 *
 * @param exitCode what the process exits with
 * @param summary what was done and written, for the user: one line or a few
 */
public record JobReport(ExitCode exitCode, String summary) {
    public JobReport {
        Objects.requireNonNull(exitCode, "exitCode");
        Objects.requireNonNull(summary, "summary");
    }

    /** The job did what was asked. */
    public static JobReport done(String summary) {
        return new JobReport(ExitCode.DONE, summary);
    }

    /** Everything was there already. */
    public static JobReport nothingToDo(String summary) {
        return new JobReport(ExitCode.NOTHING_TO_DO, summary);
    }
}
