package org.unclip.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.unclip.config.Settings;
import org.unclip.job.Console;
import org.unclip.job.JobReport;
import org.unclip.job.Run;
import picocli.CommandLine.Option;

/** The options by which every job takes its settings. */
final class SettingsOptions {
    @Option(
            names = "--conf",
            paramLabel = "FILE",
            description = "HOCON file over the defaults of reference.conf, which explains every key.")
    private Path file;

    @Option(
            names = "--set",
            paramLabel = "key=value",
            description = "One setting over the file, such as run.seed=7; may be repeated.")
    private List<String> assignments = new ArrayList<>();

    /** {@code --set} over {@code --conf} over the defaults. */
    Settings load() {
        return Settings.load(Optional.ofNullable(file), assignments);
    }

    /** Runs a job with these settings in a run of its own. */
    JobReport inRun(Console console, Function<Run, JobReport> job) {
        try (Run run = Run.open(load(), console)) {
            return job.apply(run);
        }
    }
}
