package org.unclip.cli;

import java.util.concurrent.Callable;
import org.unclip.job.JobReport;
import org.unclip.job.TrainUNetJob;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code train-unet}. */
@Command(
        name = "train-unet",
        description = {
            "Trains one stage of the cascade: the decoder or an upsampler.",
            "",
            "Goes on from its latest checkpoint. Draws the same held-out examples from the same noise every so often.",
            ""
        },
        footer = {
            "",
            "Reads the tables pairs and embeddings.",
            "Writes model/unet/NAME, checkpoints/unet-NAME, samples/NAME and metrics/unet-NAME.jsonl below run.dir.",
            "",
            "Example:",
            "  jobs/unclip train-unet --stage base --conf conf/quickstart.conf"
        })
final class TrainUNetCommand implements Callable<JobReport> {
    @ParentCommand
    private Main main;

    @Mixin
    private RunOptions settings;

    @Option(
            names = "--stage",
            paramLabel = "NAME",
            required = true,
            description = "Which stage of the section unet to train, by its name.")
    private String stage;

    @Override
    public JobReport call() {
        return settings.inRun(main.console(), run -> TrainUNetJob.run(run, stage));
    }
}
