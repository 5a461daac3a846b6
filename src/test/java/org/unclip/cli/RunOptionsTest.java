package org.unclip.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unclip.config.UserError;
import org.unclip.job.Console;
import org.unclip.job.JobReport;
import org.unclip.job.Run;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** Where jobs run, which run they are, and what they leave for a scheduler. */
final class RunOptionsTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path home;

    @Command(name = "work", description = "Works.")
    private static final class Work implements Callable<JobReport> {
        @ParentCommand
        private Main main;

        @Mixin
        private RunOptions options;

        private final Function<Run, JobReport> job;

        Work(Function<Run, JobReport> job) {
            this.job = job;
        }

        @Override
        public JobReport call() {
            return options.inRun(main.console(), job);
        }
    }

    @Test
    void dryRunPrintsTheSubmissionAndEverySettingWithItsOriginAndDoesNothing() {
        int status = run(
                job -> JobReport.done("never"),
                "work",
                "--dry-run",
                "--master",
                "spark://master:7077",
                "--set",
                "spark.settings.spark.executor.memory=3g",
                "--set",
                "spark.settings.spark.hadoop.fs.s3a.secret.key=sesame",
                "--set=spark.settings.spark.hadoop.fs.s3a.session.token=sesame");

        String printed = text(out);
        assertEquals(0, status, text(err));
        assertTrue(
                printed.contains("/bin/spark-submit \\\n"
                        + "    --master spark://master:7077 --deploy-mode client --class org.unclip.cli.Main \\\n"),
                printed);
        assertTrue(printed.contains("--conf spark.executor.memory=3g"), printed);
        assertTrue(printed.matches("(?s).*\\nrun\\.seed +reference\\.conf:\\d+ +1\\n.*"), printed);
        assertTrue(printed.matches("(?s).*\\nspark\\.master +--set +spark://master:7077\\n.*"), printed);
        assertFalse(printed.contains("sesame"), printed);
        assertFalse(Files.exists(home.resolve("run")));
    }

    @Test
    void localMasterSaysHowManyThreads() {
        run(job -> JobReport.done(job.threads() + " threads"), "work", "--master", "local[3]");

        assertEquals("3 threads\n", text(out));
    }

    @Test
    void runIdNamesAFolderBelowTheRuns() {
        run(job -> JobReport.done(job.folder().toString()), "work", "--run-id", "2026-11-26");

        assertTrue(text(out).strip().endsWith("run/2026-11-26"), text(out));
    }

    @Test
    void runIdMustNotLookLikeAPath() {
        assertEquals(30, run(job -> JobReport.done("never"), "work", "--run-id", "../tables"));

        assertTrue(text(err).contains("must be letters, digits and . _ + - alone"), text(err));
    }

    @Test
    void reportSaysHowTheJobEnded() throws IOException {
        run(job -> JobReport.nothingToDo("all is there"), "work", "--run-id", "night");

        JsonNode report = report("night");
        assertEquals("work", report.get("job").textValue());
        assertEquals("night", report.get("runId").textValue());
        assertEquals(10, report.get("exitCode").intValue());
        assertEquals("all is there", report.get("summary").textValue());
    }

    @Test
    void reportOfAFailureSaysWhy() throws IOException {
        int status = run(
                job -> {
                    throw UserError.fatal("There are no pictures.");
                },
                "work",
                "--run-id",
                "night");

        assertEquals(30, status);
        assertEquals(30, report("night").get("exitCode").intValue());
        assertEquals("There are no pictures.", report("night").get("summary").textValue());
    }

    @Test
    void masterThatTakesASparkDistributionSaysSo() {
        assumeTrue(System.getenv("SPARK_HOME") == null, "SPARK_HOME is set here");

        assertEquals(30, run(job -> JobReport.done("never"), "work", "--master", "yarn"));

        assertEquals(
                "SPARK_HOME is \"not set\", but must be a Spark 3.5 for Scala 2.12 for the master yarn: set it, or take local or"
                        + " spark://host:7077, which need none.\n",
                text(err));
    }

    @Test
    void reportIsWrittenOfWhatSparkThrowsWithoutDeclaringIt() throws IOException {
        run(
                job -> {
                    throw RunOptionsTest.<RuntimeException>undeclared(new SparkException("Job aborted"));
                },
                "work",
                "--run-id",
                "night");

        assertEquals(30, report("night").get("exitCode").intValue());
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> T undeclared(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @Test
    void refusedStartLeavesNoReportInTheRunOfTheHolder() throws IOException {
        int status = run(
                outer -> {
                    assertEquals(50, run(inner -> JobReport.done("second"), "work", "--run-id", "night"));
                    assertFalse(Files.exists(home.resolve("run/night/report.json")));
                    return JobReport.done("first");
                },
                "work",
                "--run-id",
                "night");

        assertEquals(0, status, text(err));
        assertEquals("first", report("night").get("summary").textValue());
    }

    @Test
    void jobAtWorkHasNoReportOfAFormerOne() {
        run(job -> JobReport.done("former"), "work", "--run-id", "night");
        run(
                job -> {
                    assertFalse(job.folder().has("report.json"));
                    return JobReport.done("later");
                },
                "work",
                "--run-id",
                "night");

        assertEquals("former\nlater\n", text(out), text(err));
    }

    private JsonNode report(String id) throws IOException {
        return new ObjectMapper()
                .readTree(home.resolve("run").resolve(id).resolve("report.json").toFile());
    }

    private int run(Function<Run, JobReport> job, String... args) {
        Console console = new Console(new PrintStream(err, true, StandardCharsets.UTF_8), false);
        Program program = new Program(new Main(console), new PrintStream(out, true, StandardCharsets.UTF_8));
        String[] all = new String[args.length + 2];
        System.arraycopy(args, 0, all, 0, args.length);
        all[args.length] = "--set";
        all[args.length + 1] = "run.dir=" + home.resolve("run");
        return program.with(new Work(job)).run(all);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
