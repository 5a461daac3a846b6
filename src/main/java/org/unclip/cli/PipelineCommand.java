package org.unclip.cli;

import java.util.concurrent.Callable;
import org.unclip.job.JobReport;
import org.unclip.job.PipelineJob;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code pipeline}. */
@Command(
        name = "pipeline",
        description = {
            "Runs ingest, train-clip, embed, train-prior and train-unet for each stage, then draws generation.prompts.",
            "",
            "Skips what is done, so the same command continues a run that was killed.",
            ""
        },
        footer = {
            "",
            "Reads a data set, as ingest does.",
            "Writes model (what generate reads), samples, metrics.json and report.html below run.dir.",
            "",
            "Example:",
            "  jobs/unclip pipeline --conf conf/quickstart.conf --set run.dir=runs/first"
        })
final class PipelineCommand implements Callable<JobReport> {
    @ParentCommand
    private Main main;

    @Mixin
    private RunOptions settings;

    @Override
    public JobReport call() {
        return settings.inRun(main.console(), PipelineJob::run);
    }
}
