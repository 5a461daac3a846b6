package org.unclip.cli;

import java.util.concurrent.Callable;
import org.unclip.job.EmbedJob;
import org.unclip.job.JobReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code embed}. */
@Command(
        name = "embed",
        description = {
            "Embeds every picture and caption of the table pairs with the frozen CLIP.",
            "",
            "Pairs that have embeddings by this CLIP are left alone. What is done is committed every embed.commitPairs pairs: "
                    + "a job that was killed is started again with the same command and goes on from there, and the table "
                    + "ends with the same rows. A pair that cannot be embedded becomes a row of the table rejected; more "
                    + "than embed.maxRejectedFraction of them end the job with exit code 30.",
            ""
        },
        footer = {
            "",
            "Reads the table pairs and model/clip.",
            "Writes the tables embeddings and rejected below run.dir/tables, and at the end how many pairs a second and what the time went into.",
            "",
            "Example:",
            "  jobs/unclip embed --conf conf/quickstart.conf"
        })
final class EmbedCommand implements Callable<JobReport> {
    @ParentCommand
    private Main main;

    @Mixin
    private RunOptions settings;

    @Override
    public JobReport call() {
        return settings.inRun(main.console(), EmbedJob::run);
    }
}
