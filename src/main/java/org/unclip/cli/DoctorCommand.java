package org.unclip.cli;

import java.util.concurrent.Callable;
import org.unclip.job.JobReport;
import org.unclip.job.UnclipConfig;
import org.unclip.job.doctor.DoctorJob;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code doctor}. */
@Command(
        name = "doctor",
        description = {
            "Looks whether jobs would find what they need here, and says what to do where they would not.",
            "",
            "Java, memory, cores, ND4J's native library, the storage of run.dir (also whether of two that create a file the "
                    + "second is refused) and its clock, free disk space, the data set, the master, the driver's address, "
                    + "GPUs, SPARK_HOME. Each is OK, WARN (jobs run all the same) or FAIL. The exit code is 30 if anything "
                    + "fails, 20 if only the storage, the master or the disk space does, which may pass.",
            ""
        },
        footer = {
            "",
            "Reads the settings, and lists the data set's folder.",
            "Writes a line a check to standard output, or JSON with --json. A probe below run.dir is deleted at the end.",
            "",
            "Example:",
            "  jobs/unclip doctor --conf my.conf --master spark://host:7077"
        })
final class DoctorCommand implements Callable<JobReport> {
    @Mixin
    private PlaceOptions settings;

    @Option(names = "--json", description = "Print JSON: check, status, found and mend of each.")
    private boolean json;

    @Override
    public JobReport call() {
        return DoctorJob.run(settings.load().read("", UnclipConfig.class), json);
    }
}
