package org.unclip.job.stress;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The words a process was started with. */
record CommandLine(List<String> words) {
    /** Those of a process; none if it has ended. */
    static CommandLine of(ProcessHandle process) {
        Path file = Path.of("/proc", Long.toString(process.pid()), "cmdline"); // the JDK gives up beyond 4,096 bytes
        if (Files.exists(file)) {
            try {
                return new CommandLine(List.of(Files.readString(file, UTF_8).split("\0")));
            } catch (IOException ended) {
                return new CommandLine(List.of());
            }
        }
        return new CommandLine(process.info().arguments().map(List::of).orElse(List.of()));
    }

    boolean has(String word) {
        return words.contains(word);
    }

    /** The word after an option. */
    String valueOf(String option) {
        int place = words.indexOf(option);
        if (place < 0 || place + 1 == words.size()) {
            throw new IllegalStateException("No value of " + option + " in " + words);
        }
        return words.get(place + 1);
    }
}
