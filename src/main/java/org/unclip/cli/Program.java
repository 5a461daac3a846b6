package org.unclip.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.unclip.config.ExitCode;
import org.unclip.job.JobReport;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParseResult;

/**
 * The command line at work: parses, runs one subcommand, prints its report to {@code out} and its faults to the
 * console.
 *
 * <p>A subcommand is a {@code Callable<JobReport>}; what it throws goes to {@link Failures}.
 */
final class Program {
    private final CommandLine commands;
    private final Failures failures;
    private final PrintStream out;

    Program(Main main, PrintStream out) {
        this.out = out;
        this.commands = new CommandLine(main);
        this.failures = new Failures(main.console(), main::debug);
    }

    /** Adds a subcommand to those of {@link Main}. */
    Program with(Object command) {
        commands.addSubcommand(command);
        return this;
    }

    /** Runs the command of the arguments, and returns what the process exits with. */
    int run(String... args) {
        int status;
        try {
            status = ready().execute(args);
        } catch (Error beyondPicocli) { // out of memory, a missing native library: it hands on exceptions alone
            return failures.report(beyondPicocli, args).number();
        }
        if (result(commands.getParseResult()) instanceof JobReport report) {
            out.println(report.summary());
            return report.exitCode().number();
        }
        return status;
    }

    /** The commands with their help and their ways to fail. */
    CommandLine ready() {
        commands.getSubcommands().values().forEach(Program::teachExitCodes);
        return commands.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setUsageHelpWidth(110)
                .setExecutionExceptionHandler(failures)
                .setParameterExceptionHandler(failures);
    }

    private static void teachExitCodes(CommandLine command) {
        Map<String, String> meanings = new LinkedHashMap<>();
        for (ExitCode code : ExitCode.values()) {
            meanings.put(String.valueOf(code.number()), code.meaning());
        }
        command.getCommandSpec()
                .usageMessage()
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(meanings);
        command.getSubcommands().values().forEach(Program::teachExitCodes);
    }

    private static Object result(ParseResult parsed) {
        if (parsed == null) {
            return null;
        }
        return parsed.hasSubcommand()
                ? result(parsed.subcommand())
                : parsed.commandSpec().commandLine().getExecutionResult();
    }
}
