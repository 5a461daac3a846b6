package org.unclip.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.unclip.config.ExitCode;
import org.unclip.config.UserError;
import org.unclip.job.Console;
import org.unclip.job.JobReport;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

final class ProgramTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Command(name = "work", description = "Works.")
    private static final class Work implements Callable<JobReport> {
        @Mixin
        private SettingsOptions settings;

        private final Callable<JobReport> job;

        Work(Callable<JobReport> job) {
            this.job = job;
        }

        @Override
        public JobReport call() throws Exception {
            settings.load();
            return job.call();
        }
    }

    @Test
    void reportAndItsExitCodeAreTheJobs() {
        assertEquals(10, run(() -> JobReport.nothingToDo("all 86 pictures are there"), "work"));

        assertEquals("all 86 pictures are there\n", text(out));
        assertEquals("", text(err));
    }

    @Test
    void userErrorIsOneLineWithItsExitCode() {
        int status = run(
                () -> {
                    throw new IllegalStateException("task", new UserError(ExitCode.HELD, "runs/a is held by pid 7."));
                },
                "work");

        assertEquals(50, status);
        assertEquals("runs/a is held by pid 7.\n", text(err));
    }

    @Test
    void debugShowsTheStackTrace() {
        run(
                () -> {
                    throw UserError.fatal("no pictures");
                },
                "work",
                "--debug");

        assertTrue(text(err).startsWith("no pictures\n"), text(err));
        assertTrue(text(err).contains("at org.unclip.cli.ProgramTest"), text(err));
    }

    @Test
    void unexpectedFailureNamesALogWithTheTrace() throws IOException {
        int status = run(
                () -> {
                    throw new IllegalStateException("broken invariant");
                },
                "work",
                "--set",
                "run.seed=3");

        assertEquals(30, status);
        String[] lines = text(err).split("\n");
        assertEquals("Unclip failed unexpectedly: java.lang.IllegalStateException: broken invariant", lines[0]);
        Path log = Path.of(lines[1].replace("The whole trace is in ", "").replaceAll("\\.$", ""));
        String logged = Files.readString(log);
        Files.delete(log);
        assertTrue(logged.startsWith("jobs/unclip work --set run.seed=3\n"), logged);
        assertTrue(logged.contains("at org.unclip.cli.ProgramTest"), logged);
    }

    @Test
    void storageFaultsMayBeRetried() {
        assertEquals(
                20,
                run(
                        () -> {
                            throw new UncheckedIOException(new IOException("connection reset"));
                        },
                        "work"));
    }

    @Test
    void fullDiskSaysWhatToDo() {
        int status = run(
                () -> {
                    throw new IllegalStateException("stage failed", new IOException("No space left on device"));
                },
                "work");

        assertEquals(20, status);
        assertEquals(
                "The disk is full (No space left on device): free some space and run the same command again; what was"
                        + " written before is whole.\n",
                text(err));
    }

    @Test
    void executorsLostAgainAndAgainAreNoFaultOfTheProgram() {
        int status = run(
                () -> {
                    throw new SparkException(
                            "Job aborted: ExecutorLostFailure (executor 3 exited)\nDriver stacktrace:");
                },
                "work");

        assertEquals(21, status);
        assertEquals(
                "Executors were lost again and again (Job aborted: ExecutorLostFailure (executor 3 exited)): see their logs,"
                        + " give them more memory (spark.executor.memory in spark.settings) if it ran out, then run the"
                        + " same command again; what was written before is whole.\n",
                text(err));
    }

    @Test
    void misspeltOptionIsToldBeforeTheOneThatIsMissingForIt() {
        assertEquals(
                30, run(() -> JobReport.done("never"), "generate", "--modell", "m", "--out", "o", "--prompt", "a dog"));

        assertTrue(text(err).startsWith("Unknown options: '--modell', 'm'\n"), text(err));
        assertTrue(text(err).contains("--model"), text(err));
    }

    @Test
    void referenceOfSettingsIsTheOneOfThisVersion() throws IOException {
        assertEquals(0, run(() -> JobReport.done("never"), "settings", "--markdown"));

        assertEquals(
                text(out),
                Files.readString(Path.of("conf/settings.md")).replaceFirst("(?s)^.*?(?=\\| key)", ""),
                "jobs/unclip settings --markdown writes the table of conf/settings.md");
    }

    @Test
    void blankPromptIsRefused() {
        assertEquals(30, run(() -> JobReport.done("never"), "generate", "--model", "m", "--out", "o", "--prompt", " "));

        assertEquals("--prompt is \" \", but must be a text: say what to draw.\n", text(err));
    }

    @Test
    void outOfMemorySaysWhatToDo() {
        int status = run(
                () -> {
                    throw new OutOfMemoryError("Java heap space");
                },
                "work");

        assertEquals(30, status);
        assertEquals(
                "Out of memory (Java heap space): set UNCLIP_HEAP or UNCLIP_OFFHEAP above 2g, on a cluster also"
                        + " spark.executor.memory in spark.settings, or lower the batch size.\n",
                text(err));
    }

    @Test
    void unknownOptionIsFatalAndPointsToTheHelp() {
        assertEquals(30, run(() -> JobReport.done("never"), "work", "--sed", "a=b"));

        assertTrue(text(err).startsWith("Unknown options: '--sed', 'a=b'\n"), text(err));
        assertTrue(text(err).endsWith("See jobs/unclip work --help.\n"), text(err));
        assertEquals("", text(out));
    }

    @Test
    void commandIsRequired() {
        assertEquals(30, run(() -> JobReport.done("never")));

        assertTrue(text(err).startsWith("Missing required subcommand\n"), text(err));
    }

    @Test
    void brokenSettingIsNamed() {
        assertEquals(30, run(() -> JobReport.done("never"), "work", "--conf", "absent.conf"));

        assertEquals("Configuration file absent.conf does not exist: give --conf a readable HOCON file.\n", text(err));
    }

    @TestFactory
    Stream<DynamicTest> everyCommandTeaches() {
        return new Program(new Main(console()), System.out)
                .ready().getSubcommands().values().stream()
                        .flatMap(command -> Stream.concat(
                                Stream.of(command).filter(itself -> itself.getCommand() instanceof Callable),
                                command.getSubcommands().values().stream()))
                        .map(command ->
                                DynamicTest.dynamicTest(command.getCommandName(), () -> assertTeaches(command)));
    }

    private static void assertTeaches(CommandLine command) {
        String help = command.getUsageMessage();
        assertAll(
                () -> assertTrue(help.contains("\nReads "), help),
                () -> assertTrue(help.contains("\nWrites "), help),
                () -> assertTrue(help.contains("\nExample:\n  jobs/unclip "), help),
                () -> assertTrue(help.contains("\nExit codes:\n"), help),
                () -> assertFalse(help.contains("\t"), help));
    }

    private int run(Callable<JobReport> job, String... args) {
        return new Program(new Main(console()), new PrintStream(out, true, StandardCharsets.UTF_8))
                .with(new Work(job))
                .run(args);
    }

    private Console console() {
        return new Console(new PrintStream(err, true, StandardCharsets.UTF_8), false);
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
