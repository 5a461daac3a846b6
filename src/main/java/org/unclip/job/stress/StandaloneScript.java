package org.unclip.job.stress;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.unclip.config.ExitCode;
import org.unclip.config.UserError;

/** A program of {@code deploy/standalone} in the project's folder: the one jobs/unclip names, or the working folder. */
final class StandaloneScript {
    private final Path file;

    StandaloneScript(String name) {
        Path home = Path.of(System.getProperty("unclip.home", "")).toAbsolutePath();
        file = home.resolve("deploy/standalone").resolve(name);
        if (!Files.isExecutable(file)) {
            throw UserError.of(
                    "unclip.home",
                    home.toString(),
                    "the project's folder with deploy/standalone/" + name,
                    "start by jobs/unclip, or in the project's folder");
        }
    }

    /**
     * Runs it to its end.
     *
     * @return the last line it printed
     * @throws UserError with all it printed, if it fails
     */
    String run(Place place, List<String> arguments) {
        List<String> command = new ArrayList<>(place.entry());
        command.add(file.toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        try {
            Process process = builder.start();
            try (Ending ending = new Ending(() -> end(process))) {
                String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
                check(command, process.waitFor(), printed);
                return printed.lines().reduce("", (before, line) -> line);
            }
        } catch (IOException e) {
            throw UserError.fatal("Cannot run %s: %s.".formatted(String.join(" ", command), e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw UserError.retry("Interrupted while %s ran.".formatted(String.join(" ", command)), e);
        }
    }

    /** Asks a script that is not through to end, which undoes what it has started. */
    private static void end(Process process) {
        process.destroy();
        process.onExit().join();
    }

    private static void check(List<String> command, int status, String printed) {
        if (status != ExitCode.DONE.number()) {
            ExitCode code = status == ExitCode.RETRY.number() ? ExitCode.RETRY : ExitCode.FATAL;
            throw new UserError(
                    code, "%s ended with %d:%n%s".formatted(String.join(" ", command), status, printed.strip()));
        }
    }
}
