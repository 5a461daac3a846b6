package org.unclip.cli;

import java.time.Instant;
import java.util.function.Function;
import org.unclip.config.Settings;
import org.unclip.job.Console;
import org.unclip.job.JobReport;
import org.unclip.job.Outcome;
import org.unclip.job.Run;
import org.unclip.job.RunConfig;
import org.unclip.job.UnclipConfig;
import org.unclip.training.Stop;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of every job that works in a run's folder. */
final class RunOptions {
    @Mixin
    private PlaceOptions place = new PlaceOptions();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--dry-run",
            description =
                    "Print the command of spark-submit and every setting with its origin, secrets masked, and end.")
    private boolean dryRun;

    /** These options over the settings that the run of a model folder on a local disk left, unless a file is given. */
    RunOptions orThoseOfRun(String model) {
        return with(place.orThoseOfRun(model));
    }

    /** These options over the ones given before the name of a subcommand. */
    RunOptions over(RunOptions before) {
        RunOptions options = with(place.over(before.place));
        options.dryRun |= before.dryRun;
        return options;
    }

    /** These options with one more setting over them. */
    RunOptions with(String assignment) {
        return with(place.with(assignment));
    }

    private RunOptions with(PlaceOptions other) {
        RunOptions options = new RunOptions();
        options.place = other;
        options.command = command;
        options.dryRun = dryRun;
        return options;
    }

    /** Runs a job with these settings in its run, and leaves {@link Outcome} there. */
    JobReport inRun(Console console, Function<Run, JobReport> job) {
        Settings loaded = place.load();
        UnclipConfig config = loaded.read("", UnclipConfig.class);
        Submission submission = new Submission(config.spark(), Arguments.of(command));
        if (dryRun) {
            return new DryRun(loaded, submission).report();
        }
        submission.requireSparkHome();
        return submission.isDue()
                ? submission.run(console, config.run().graceSeconds())
                : work(loaded, config.run(), console, job);
    }

    private JobReport work(Settings loaded, RunConfig config, Console console, Function<Run, JobReport> job) {
        Outcome.Begun begun = new Outcome.Begun(jobName(), config.id(), Instant.now());
        try (Run run = Run.open(loaded, console)) {
            Outcome.delete(run.folder()); // so that a killed job leaves none
            Signals.beforeHalt(
                    config.graceSeconds(), () -> note(run, begun, console.stop().error(), console.stop()));
            JobReport report;
            try {
                report = job.apply(run);
                run.endSpark(); // what fails is known before the outcome is told
            } catch (Throwable thrown) { // Spark throws checked exceptions that it does not declare
                note(run, begun, thrown, console.stop());
                throw thrown;
            }
            begun.ended(report).write(run.folder());
            return report;
        }
    }

    /** Leaves the outcome of a failure, where that is still possible. */
    private static void note(Run run, Outcome.Begun begun, Throwable thrown, Stop stop) {
        Fault fault = Fault.of(thrown, stop);
        try {
            begun.ended(new JobReport(fault.exitCode(), fault.message())).write(run.folder());
        } catch (RuntimeException unwritten) {
            thrown.addSuppressed(unwritten);
        }
    }

    private String jobName() {
        return command.qualifiedName(" ").replaceFirst("^\\S+ ", "");
    }
}
