package org.unclip.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.unclip.config.ExitCode;
import org.unclip.config.Setting;
import org.unclip.job.Console;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * How a command fails: a fault of the user as its message and exit code, any other with the path of a log that holds
 * the stack trace.
 */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
    private final Console console;
    private final BooleanSupplier debug;

    Failures(Console console, BooleanSupplier debug) {
        this.console = console;
        this.debug = debug;
    }

    @Override
    public int handleParseException(ParameterException wrong, String[] args) {
        CommandLine command = wrong.getCommandLine();
        boolean misspelt = !(wrong instanceof UnmatchedArgumentException)
                && !command.getUnmatchedArguments().isEmpty();
        if (misspelt) { // which is why another is missing
            return handleParseException(new UnmatchedArgumentException(command, command.getUnmatchedArguments()), args);
        }
        console.say(wrong.getMessage());
        UnmatchedArgumentException.printSuggestions(
                wrong, new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
        console.say("See " + command.getCommandSpec().qualifiedName() + " --help.");
        return ExitCode.FATAL.number();
    }

    @Override
    public int handleExecutionException(Exception thrown, CommandLine command, ParseResult parsed) {
        return report(thrown, parsed.originalArgs().toArray(new String[0])).number();
    }

    /** Tells the user what went wrong. */
    ExitCode report(Throwable thrown, String... args) {
        Fault fault = Fault.of(thrown, console.stop());
        console.say(fault.expected() ? fault.message() : "%s%n%s".formatted(fault.message(), logged(thrown, args)));
        if (debug.getAsBoolean()) {
            thrown.printStackTrace(console.err());
        }
        return fault.exitCode();
    }

    private static String logged(Throwable thrown, String... args) {
        try {
            Path log = Files.createTempFile("unclip-", ".log");
            try (PrintStream stream = new PrintStream(Files.newOutputStream(log), false, StandardCharsets.UTF_8)) {
                stream.printf(
                        "jobs/unclip %s%nJava %s on %s %s%n%n",
                        Stream.of(args).map(Setting::masked).collect(Collectors.joining(" ")),
                        System.getProperty("java.version"),
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"));
                thrown.printStackTrace(stream);
            }
            return "The whole trace is in " + log + ".";
        } catch (IOException unwritten) {
            return "The trace could not be written (" + unwritten.getMessage() + "): run again with --debug to see it.";
        }
    }
}
