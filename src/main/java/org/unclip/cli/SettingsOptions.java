package org.unclip.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.unclip.config.Settings;
import org.unclip.job.Run;
import picocli.CommandLine.Option;

/** The options by which every command takes its settings. */
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

    /** These settings over the ones that the run of a model folder on a local disk left, unless a file is given. */
    SettingsOptions orThoseOfRun(String model) {
        Path run = Path.of(model).toAbsolutePath().normalize().getParent();
        if (file != null || run == null || !Files.isReadable(run.resolve(Run.SETTINGS))) {
            return this;
        }
        SettingsOptions options = new SettingsOptions();
        options.file = run.resolve(Run.SETTINGS);
        options.assignments.add("run.dir=" + run);
        options.assignments.add("run.id=null");
        options.assignments.addAll(assignments);
        return options;
    }

    /** These settings over the ones given before the name of a subcommand. */
    SettingsOptions over(SettingsOptions before) {
        SettingsOptions options = new SettingsOptions();
        options.file = file == null ? before.file : file;
        options.assignments.addAll(before.assignments);
        options.assignments.addAll(assignments);
        return options;
    }

    /** These settings with more over them. */
    SettingsOptions with(List<String> more) {
        SettingsOptions options = new SettingsOptions();
        options.file = file;
        options.assignments.addAll(assignments);
        options.assignments.addAll(more);
        return options;
    }
}
