package org.unclip.cli;

import java.util.concurrent.Callable;
import org.unclip.job.EvaluateJob;
import org.unclip.job.JobReport;
import org.unclip.storage.Folder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code evaluate}. */
@Command(
        name = "evaluate",
        description = {"Draws with a trained cascade what it was not trained on, and measures how good that is.", ""})
final class EvaluateCommand implements Callable<JobReport> {
    @ParentCommand
    private Main main;

    @Mixin
    private SettingsOptions settings;

    @Option(names = "--model", paramLabel = "DIR", required = true, description = "Folder of the trained cascade.")
    private String model;

    @Override
    public JobReport call() {
        return settings.inRun(
                main.console(),
                run -> EvaluateJob.run(
                        run, Folder.at(model, run.config().spark().hadoop())));
    }
}
