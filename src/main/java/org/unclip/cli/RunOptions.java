package org.unclip.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.unclip.config.ExitCode;
import org.unclip.config.Settings;
import org.unclip.job.Console;
import org.unclip.job.JobReport;
import org.unclip.job.Outcome;
import org.unclip.job.Run;
import org.unclip.job.RunConfig;
import org.unclip.job.UnclipConfig;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of every job that works in a run's folder: its settings, where it runs, which run it is. */
final class RunOptions {
    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--master",
            paramLabel = "URL",
            description =
                    "Where Spark runs: local (this process, a thread a core), local[N], local[*], spark://host:7077, "
                            + "yarn or k8s://https://host; spark.master unless given. With SPARK_HOME set, all but local ones are "
                            + "submitted by its spark-submit.")
    private String master;

    @Option(
            names = "--run-id",
            paramLabel = "ID",
            description =
                    "Works in run.dir/ID, as schedulers want it: the same id goes on with the same run, or says that "
                            + "it is finished.")
    private String runId;

    @Option(
            names = "--dry-run",
            description =
                    "Print the command of spark-submit and every setting with its origin, secrets masked, and end.")
    private boolean dryRun;

    /** All of that as settings. */
    Settings load() {
        List<String> own = new ArrayList<>();
        if (master != null) {
            own.addAll(Master.assignments(master));
        }
        if (runId != null) {
            own.add("run.id=" + runId);
        }
        return settings.with(own).load();
    }

    /** These options over the settings that the run of a model folder on a local disk left, unless a file is given. */
    RunOptions orThoseOfRun(String model) {
        return with(settings.orThoseOfRun(model));
    }

    /** These options over the ones given before the name of a subcommand. */
    RunOptions over(RunOptions before) {
        RunOptions options = with(settings.over(before.settings));
        options.master = master == null ? before.master : master;
        options.runId = runId == null ? before.runId : runId;
        options.dryRun |= before.dryRun;
        return options;
    }

    /** These options with one more setting over them. */
    RunOptions with(String assignment) {
        return with(settings.with(List.of(assignment)));
    }

    private RunOptions with(SettingsOptions others) {
        RunOptions options = new RunOptions();
        options.settings = others;
        options.command = command;
        options.master = master;
        options.runId = runId;
        options.dryRun = dryRun;
        return options;
    }

    /** Runs a job with these settings in its run, and leaves {@link Outcome} there. */
    JobReport inRun(Console console, Function<Run, JobReport> job) {
        Settings loaded = load();
        UnclipConfig config = loaded.read("", UnclipConfig.class);
        Submission submission = new Submission(config.spark(), Arguments.of(command));
        if (dryRun) {
            return new DryRun(loaded, submission).report();
        }
        return submission.isDue() ? submission.run(console) : work(loaded, config.run(), console, job);
    }

    private JobReport work(Settings loaded, RunConfig config, Console console, Function<Run, JobReport> job) {
        Outcome.Begun begun = new Outcome.Begun(jobName(), config.id(), Instant.now());
        try (Run run = Run.open(loaded, console)) {
            Signals.beforeHalt(
                    config.graceSeconds(), () -> note(run, begun, console.stop().error()));
            JobReport report;
            try {
                report = job.apply(run);
            } catch (RuntimeException | Error thrown) {
                note(run, begun, thrown);
                throw thrown;
            }
            begun.ended(report).write(run.folder());
            return report;
        }
    }

    /** Leaves the outcome of a failure, where that is still possible. */
    private static void note(Run run, Outcome.Begun begun, Throwable thrown) {
        Fault fault = Fault.of(thrown);
        try {
            if (fault.exitCode() != ExitCode.HELD) { // what the holder leaves there is not ours to replace
                begun.ended(new JobReport(fault.exitCode(), fault.message())).write(run.folder());
            }
        } catch (RuntimeException unwritten) {
            thrown.addSuppressed(unwritten);
        }
    }

    private String jobName() {
        return command.qualifiedName(" ").replaceFirst("^\\S+ ", "");
    }
}
