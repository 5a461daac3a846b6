package org.unclip.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.unclip.config.ExitCode;
import org.unclip.config.UserError;
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
        Optional<UserError> mendable = mendable(thrown);
        if (mendable.isPresent()) {
            console.say(mendable.get().getMessage());
        } else {
            console.say("Unclip failed unexpectedly: %s%n%s".formatted(thrown, logged(thrown, args)));
        }
        if (debug.getAsBoolean()) {
            thrown.printStackTrace(console.err());
        }
        return mendable.map(UserError::exitCode).orElseGet(() -> unexpected(thrown));
    }

    /** The fault as the user can mend it, wherever in the chain of causes it is; nothing if it is the program's own. */
    private static Optional<UserError> mendable(Throwable thrown) {
        return first(thrown, UserError.class::isInstance)
                .map(UserError.class::cast)
                .or(() -> first(thrown, OutOfMemoryError.class::isInstance)
                        .map(cause -> UserError.fatal(
                                "Out of memory (" + cause.getMessage()
                                        + "): set UNCLIP_HEAP or UNCLIP_OFFHEAP above 2g, on a cluster also spark.executor.memory in "
                                        + "spark.settings, or lower the batch size.",
                                cause)))
                .or(() -> first(thrown, Failures::isLostCluster)
                        .map(cause -> new UserError(
                                ExitCode.CLUSTER_LOST,
                                "Executors were lost again and again (" + firstLine(cause)
                                        + "): see their logs, give them more memory (spark.executor.memory in "
                                        + "spark.settings) if it ran out, then run the same command again; what was "
                                        + "written before is whole.",
                                cause)))
                .or(() -> first(thrown, Failures::isFullDisk)
                        .map(cause -> UserError.retry(
                                "The disk is full (" + cause.getMessage()
                                        + "): free some space and run the same command "
                                        + "again; what was written before is whole.",
                                cause)));
    }

    /** Storage and networks have passing faults; a fault of the program comes again. */
    private static ExitCode unexpected(Throwable thrown) {
        return first(thrown, IOException.class::isInstance).isPresent() ? ExitCode.RETRY : ExitCode.FATAL;
    }

    /** As Spark says so: without a cause, and in words alone. */
    private static boolean isLostCluster(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        return cause.getClass().getSimpleName().equals("SparkException")
                && (message.contains("ExecutorLostFailure") || message.contains("SparkContext was shut down"));
    }

    private static String firstLine(Throwable cause) {
        return cause.getMessage().lines().findFirst().orElse("");
    }

    private static boolean isFullDisk(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        return cause instanceof IOException
                && (message.contains("No space left on device") || message.contains("Disk quota exceeded"));
    }

    private static Optional<Throwable> first(Throwable thrown, Predicate<Throwable> wanted) {
        return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
                .limit(100) // chains of causes may be circular
                .filter(wanted)
                .findFirst();
    }

    private static String logged(Throwable thrown, String... args) {
        try {
            Path log = Files.createTempFile("unclip-", ".log");
            try (PrintStream stream = new PrintStream(Files.newOutputStream(log), false, StandardCharsets.UTF_8)) {
                stream.printf(
                        "jobs/unclip %s%nJava %s on %s %s%n%n",
                        String.join(" ", args),
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
