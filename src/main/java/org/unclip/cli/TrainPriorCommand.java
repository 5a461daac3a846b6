package org.unclip.cli;

import java.util.concurrent.Callable;
import org.unclip.job.JobReport;
import org.unclip.job.TrainPriorJob;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code train-prior}. */
@Command(
        name = "train-prior",
        description = {
            "Trains the diffusion prior, which draws image embeddings for captions.",
            "",
            "Goes on from its latest checkpoint.",
            ""
        },
        footer = {
            "",
            "Reads the tables pairs and embeddings.",
            "Writes model/prior, checkpoints/prior and metrics/prior.jsonl below run.dir.",
            "",
            "Example:",
            "  jobs/unclip train-prior --conf conf/quickstart.conf --set prior.training.steps=5000"
        })
final class TrainPriorCommand implements Callable<JobReport> {
    @ParentCommand
    private Main main;

    @Mixin
    private RunOptions settings;

    @Override
    public JobReport call() {
        return settings.inRun(main.console(), TrainPriorJob::run);
    }
}
