package org.unclip.cli;

import java.util.concurrent.Callable;
import org.unclip.job.JobReport;
import org.unclip.job.RetrainJob;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code retrain}. */
@Command(
        name = "retrain",
        description = {
            "Does a round of retraining: ingests what is new, embeds it, trains on from the promoted release, and promotes the "
                    + "new one if it is good enough.",
            "",
            "run.dir is the home of all rounds: its tables grow, its releases are what generate draws with. The first round "
                    + "trains everything from nothing (or from a CLIP imported to model/clip); later ones take a share of the "
                    + "steps (retrain.stepsFraction). Old and new release are measured on the same held-out pairs; the gates "
                    + "(retrain.gates) decide, and exit code 40 says that they refused. The same --run-id goes on with a round "
                    + "that was interrupted, on the data and from the release that it began with.",
            ""
        },
        footer = {
            "",
            "Reads the data set, and the home's tables and promoted release.",
            "Writes what is new into tables, the round into run.dir/ID (round.json, models, evaluation, report.html, "
                    + "report.json), the release into releases/ID, and its name into releases/current.json.",
            "",
            "Example:",
            "  jobs/unclip retrain --conf my.conf --run-id 2026-11-26",
            "  jobs/unclip generate --model runs/mine/releases --prompt 'a dog on a beach' --out pictures"
        })
final class RetrainCommand implements Callable<JobReport> {
    /** All rounds share the home's tables. */
    private static final String TABLES = "run.tables=${run.dir}\"/tables\"";

    @ParentCommand
    private Main main;

    @Mixin
    private RunOptions settings;

    @Override
    public JobReport call() {
        return settings.with(TABLES).inRun(main.console(), RetrainJob::run);
    }
}
