package org.unclip.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.unclip.config.Settings;
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
}
