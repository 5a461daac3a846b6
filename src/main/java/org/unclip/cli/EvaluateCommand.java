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
        description = {
            "Draws held-out captions and prompts for scenes with a trained cascade, and measures how good that is.",
            "",
            "Drawn scenes are read by a judge that knows what was asked for; pictures of any data set are compared with the "
                    + "true ones of held-out captions in CLIP's space. A pipeline does this at its end.",
            ""
        },
        footer = {
            "",
            "Reads a model folder and, of the run, the tables pairs and embeddings.",
            "Writes the table drawn and, below run.dir, evaluation/metrics.json (each figure with its 95 % interval, what it "
                    + "means and what it cannot tell) and report.html.",
            "",
            "Example:",
            "  jobs/unclip evaluate --model runs/quickstart/model --set evaluation.captions=600"
        })
final class EvaluateCommand implements Callable<JobReport> {
    @ParentCommand
    private Main main;

    @Mixin
    private SettingsOptions settings;

    @Option(
            names = "--model",
            paramLabel = "DIR",
            description =
                    "Folder of the trained cascade, run.dir/model unless given. Without --conf, the settings are those "
                            + "that the run it lies in was made with.")
    private String model;

    @Override
    public JobReport call() {
        SettingsOptions used = model == null ? settings : settings.orThoseOfRun(model);
        return used.inRun(
                main.console(),
                run -> EvaluateJob.run(
                        run,
                        model == null
                                ? run.folder().folder("model")
                                : Folder.at(model, run.config().spark().hadoop())));
    }
}
