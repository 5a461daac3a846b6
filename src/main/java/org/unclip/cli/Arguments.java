package org.unclip.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** What the program was started with. */
final class Arguments {
    private Arguments() {}

    /** All words after {@code jobs/unclip}, as they were typed. */
    static List<String> of(CommandSpec command) {
        return List.copyOf(command.root().commandLine().getParseResult().originalArgs());
    }
}
