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
            "Pairs that have embeddings by this CLIP are left alone.",
            ""
        },
        footer = {
            "",
            "Reads the table pairs and model/clip.",
            "Writes the table embeddings below run.dir/tables.",
            "",
            "Example:",
            "  jobs/unclip embed --conf conf/quickstart.conf"
        })
final class EmbedCommand implements Callable<JobReport> {
    @ParentCommand
    private Main main;

    @Mixin
    private SettingsOptions settings;

    @Override
    public JobReport call() {
        return settings.inRun(main.console(), EmbedJob::run);
    }
}
