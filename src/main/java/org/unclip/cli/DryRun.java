package org.unclip.cli;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.unclip.config.Setting;
import org.unclip.config.Settings;
import org.unclip.job.JobReport;

/**
 * What {@code --dry-run} prints: the command that would submit the job, then every setting.
 *
 * @param settings all of them, as they came out
 */
record DryRun(Settings settings, Submission submission) {

    /** Both as text. */
    JobReport report() {
        List<Setting> all = settings.list();
        int longestPath =
                all.stream().mapToInt(setting -> setting.path().length()).max().orElse(1);
        int longestOrigin = all.stream()
                .mapToInt(setting -> setting.origin().length())
                .max()
                .orElse(1);
        String row = "%%-%ds  %%-%ds  %%s".formatted(longestPath, longestOrigin);
        String table = Stream.concat(
                        Stream.of(row.formatted("setting", "from", "value")),
                        all.stream().map(setting -> row.formatted(setting.path(), setting.origin(), setting.value())))
                .collect(Collectors.joining("\n"));
        return JobReport.done("%s%n%n%s".formatted(submission.shown(), table));
    }
}
