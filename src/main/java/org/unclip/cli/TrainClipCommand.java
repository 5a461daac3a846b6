package org.unclip.cli;

import java.util.concurrent.Callable;
import org.unclip.job.JobReport;
import org.unclip.job.TrainClipJob;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code train-clip}. */
@Command(
        name = "train-clip",
        description = {
            "Trains a byte-pair tokenizer and a CLIP on the table pairs, and freezes both.",
            "",
            "Goes on from its latest checkpoint, so a killed training loses little and ends with the same weights.",
            ""
        },
        footer = {
            "",
            "Reads the table pairs.",
            "Writes model/clip, checkpoints/clip and metrics/clip.jsonl below run.dir.",
            "",
            "Example:",
            "  jobs/unclip train-clip --conf conf/quickstart.conf --set clip.training.steps=2000"
        })
final class TrainClipCommand implements Callable<JobReport> {
    @ParentCommand
    private Main main;

    @Mixin
    private RunOptions settings;

    @Override
    public JobReport call() {
        return settings.inRun(main.console(), TrainClipJob::run);
    }
}
