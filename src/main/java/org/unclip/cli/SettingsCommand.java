package org.unclip.cli;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.unclip.config.SettingsReference;
import org.unclip.config.SettingsReference.Key;
import org.unclip.job.JobReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code settings}. */
@Command(
        name = "settings",
        description = {
            "Explains every setting: its key, default, meaning and unit.",
            "",
            "What a run would use, and where each value comes from, is what any job says with --dry-run.",
            ""
        },
        footer = {
            "",
            "Reads reference.conf, the defaults.",
            "Writes to standard output.",
            "",
            "Example:",
            "  jobs/unclip settings prior.training"
        })
final class SettingsCommand implements Callable<JobReport> {
    @Parameters(
            paramLabel = "SECTION",
            arity = "0..1",
            defaultValue = "",
            description = "Section or key, such as data or run.dir; all unless given.")
    private String section;

    @Option(names = "--markdown", description = "As a table of Markdown, which conf/settings.md is.")
    private boolean markdown;

    @Override
    public JobReport call() {
        List<Key> keys = new SettingsReference().below(section);
        return JobReport.done(markdown ? table(keys) : text(keys));
    }

    private static String text(List<Key> keys) {
        return keys.stream()
                .map(key -> "%s = %s%n    %s".formatted(key.path(), key.value(), key.meaning()))
                .collect(Collectors.joining("\n"));
    }

    private static String table(List<Key> keys) {
        return keys.stream()
                .map(key -> "| `%s` | `%s` | %s |"
                        .formatted(key.path(), key.value(), key.meaning().replace("|", "\\|")))
                .collect(Collectors.joining("\n", "| key | default | meaning |\n|---|---|---|\n", ""));
    }
}
