package org.unclip.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.unclip.config.Settings;
import org.unclip.data.LocalSpark;
import org.unclip.job.Console;
import org.unclip.job.EmbedJob;
import org.unclip.job.IngestJob;
import org.unclip.job.Run;
import org.unclip.job.TrainClipJob;
import org.unclip.job.TrainPriorJob;
import org.unclip.job.TrainUNetJob;
import org.unclip.job.stress.DriverProcess;
import org.unclip.job.stress.Place;

/** Every job as a process that gets SIGTERM at work. */
@Timeout(600)
final class StoppedJobsSparkTest {
    private static final int GRACE_SECONDS = 25;
    private static final int END_SECONDS = 120; // a job that ends by itself, on a busy machine
    private static final String LONG = "100000";

    @TempDir
    private Path directory;

    @Test
    void jobsThatAreAskedToEndSayTryAgain() throws IOException, InterruptedException {
        List<String> elsewhere = List.of("ingest", "--set", "run.dir=" + directory.resolve("ingested"));
        stopped("ingest", "ingest: reading", with(elsewhere, "data.shapes.count=" + LONG));
        assertEquals(0, done("ingest", elsewhere));

        prepare();
        stoppedTraining("clip", "clip", "train-clip");
        stoppedTraining("unet-base", "unet.base", "train-unet", "--stage", "base");
        stoppedTraining("prior", "prior", "train-prior");
        String goesOn = stoppedTraining("prior", "prior", "train-prior");
        assertTrue(goesOn.matches("(?s).*Continuing from the checkpoint of step [1-9]\\d*\\..*"), goesOn);

        stopped("evaluate", "evaluate: 0/", with(List.of("evaluate"), "evaluation.oneObject=" + LONG));
        stopped(
                "generate",
                "generate: 0/",
                List.of(
                        "generate",
                        "--model",
                        directory.resolve("run").toString(),
                        "--out",
                        directory.resolve("out").toString(),
                        "--prompt",
                        "a red circle",
                        "--samples",
                        LONG));
    }

    @Test
    void secondStartOfARunIsToldWhoHasIt() throws IOException, InterruptedException {
        List<String> job = List.of("ingest", "--run-id", "night", "--set", "data.shapes.count=" + LONG);
        try (DriverProcess first = start("first", job)) {
            first.awaitLine("ingest: reading", END_SECONDS);
            try (DriverProcess second = start("second", job)) {
                assertEquals(50, second.awaitEnd(END_SECONDS));
                assertTrue(second.printed().contains("is held by process "), second.printed());
            }
            first.ask();
            assertEquals(20, first.awaitEnd(GRACE_SECONDS + END_SECONDS));
        }
        String report = Files.readString(directory.resolve("run/night/report.json"));
        assertTrue(report.contains("\"runId\" : \"night\""), report);
        assertTrue(report.contains("\"exitCode\" : 20"), report);
    }

    /** A run of which all is there. */
    private void prepare() {
        LocalSpark.stop();
        Console silent = new Console(new PrintStream(OutputStream.nullOutputStream()), false);
        try (Run run = Run.open(Settings.load(Optional.empty(), settings()), silent)) {
            IngestJob.run(run);
            TrainClipJob.run(run);
            EmbedJob.run(run);
            TrainPriorJob.run(run);
            TrainUNetJob.run(run, "base");
        }
    }

    /** Starts a job, asks it to end once it has printed some words, and looks how it does; what it printed. */
    private String stopped(String name, String words, List<String> job) throws IOException, InterruptedException {
        try (DriverProcess process = start(name + "-stopped", job)) {
            process.awaitLine(words, END_SECONDS);
            long asked = System.nanoTime();
            process.ask();
            int status = process.awaitEnd(END_SECONDS);
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - asked);
            String printed = process.printed();
            assertEquals(20, status, printed);
            assertTrue(seconds <= GRACE_SECONDS + 5, name + " took " + seconds + " s");
            assertTrue(printed.contains("Stopped by SIGTERM: "), printed);
            assertFalse(printed.contains("\tat "), printed); // no stack trace
            return printed;
        }
    }

    /** Stops a training of ever more steps once it has done some, and looks for its checkpoint; what it printed. */
    private String stoppedTraining(String kind, String section, String... job)
            throws IOException, InterruptedException {
        String printed = stopped(kind, "steps/s", with(List.of(job), section + ".training.steps=" + LONG));
        assertTrue(
                printed.matches("(?s).*Stopped by SIGTERM: train " + kind + " has a checkpoint of step [1-9]\\d* of "
                        + LONG + "\\. The same command goes on from there\\..*"),
                printed);
        return printed;
    }

    private int done(String name, List<String> job) throws IOException, InterruptedException {
        try (DriverProcess process = start(name + "-done", job)) {
            return process.awaitEnd(END_SECONDS);
        }
    }

    private static List<String> with(List<String> job, String setting) {
        List<String> all = new ArrayList<>(job);
        all.addAll(List.of("--set", setting));
        return all;
    }

    private DriverProcess start(String name, List<String> job) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(job.get(0)));
        settings().forEach(setting -> arguments.addAll(List.of("--set", setting)));
        arguments.addAll(job.subList(1, job.size())); // the job's own settings go over these
        return DriverProcess.start(
                Place.LOOPBACK, directory.resolve(name + ".log"), Main.class, arguments.toArray(String[]::new));
    }

    private List<String> settings() {
        List<String> settings = new ArrayList<>(List.of(
                "run.dir=" + directory.resolve("run"),
                "data.shapes.count=40",
                "data.imageSize=16",
                "data.validationFraction=0.3",
                "evaluation.oneObject=0",
                "evaluation.twoObjects=0",
                "unet={ base = ${stages.decoder} { size = 16 } }"));
        for (String model : List.of("clip", "prior", "unet.base")) {
            for (String setting : List.of("steps=4", "warmupSteps=1", "batchSize=16", "sampleEvery=0", "logEvery=5")) {
                settings.add(model + ".training." + setting);
            }
        }
        return settings;
    }
}
