package org.unclip.cli;

import java.util.concurrent.Callable;
import org.unclip.job.IngestJob;
import org.unclip.job.JobReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code ingest}. */
@Command(
        name = "ingest",
        description = {
            "Brings captioned pictures into the run's tables: cropped and resized once, with their captions.",
            "",
            "Pictures that are there already are left alone, so it can be run again after a failure, and adds what the "
                    + "data set has grown by until a model is trained: trainings are pinned to the versions of the "
                    + "tables they began with, and a data set that grows later needs a new run.dir. What can't be used "
                    + "is counted and kept with its reason; too much of it fails the job (data.maxRejectedFraction).",
            ""
        },
        footer = {
            "",
            "Reads a data set in one of the layouts of data.source: shapes (drawn by the program), folder (NAME.jpg "
                    + "beside NAME.txt), coco, flickr8k, flickr30k and karpathy (captions file and folder of pictures), "
                    + "webdataset (tars, gzip or not).",
            "Writes the tables pairs and rejected below run.dir/tables.",
            "",
            "Example:",
            "  jobs/unclip ingest --set run.dir=runs/mine --set data.source=folder --set data.path=my/pictures"
        })
final class IngestCommand implements Callable<JobReport> {
    @ParentCommand
    private Main main;

    @Mixin
    private RunOptions settings;

    @Override
    public JobReport call() {
        return settings.inRun(main.console(), IngestJob::run);
    }
}
