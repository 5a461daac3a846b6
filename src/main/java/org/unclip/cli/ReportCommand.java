package org.unclip.cli;

import java.util.concurrent.Callable;
import org.unclip.job.JobReport;
import org.unclip.job.ReportJob;
import org.unclip.job.UnclipConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code report}. */
@Command(
        name = "report",
        description = {
            "Writes report.html: one file with samples, curves, metrics, configuration, times and environment of a run.",
            "",
            "Works at any time, also while the run is at work: what is missing is said in words. A pipeline writes it at "
                    + "its end.",
            ""
        },
        footer = {
            "",
            "Reads what jobs left below run.dir; of the settings, only run.dir and those of its storage count.",
            "Writes report.html below run.dir.",
            "",
            "Example:",
            "  jobs/unclip report --set run.dir=runs/quickstart"
        })
final class ReportCommand implements Callable<JobReport> {
    @Mixin
    private PlaceOptions settings;

    @Override
    public JobReport call() {
        UnclipConfig config = settings.load().read("", UnclipConfig.class);
        return ReportJob.run(config.runFolder());
    }
}
