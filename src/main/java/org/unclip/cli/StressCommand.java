package org.unclip.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.unclip.job.JobReport;
import org.unclip.job.stress.EmbedStress;
import org.unclip.job.stress.TrainingStress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code stress}, with a command for each thing that must hold. */
@Command(
        name = "stress",
        description = {"Kills parts of Unclip at work, and proves that the result is the same.", ""},
        synopsisSubcommandLabel = "WHAT",
        commandListHeading = "%nWhat to stress:%n",
        footer = {"", "jobs/unclip stress WHAT --help explains one with an example."})
final class StressCommand {
    @ParentCommand
    private Main main;

    @Spec
    private CommandSpec spec;

    @Command(
            name = "training",
            description = {
                "Proves that a training on a cluster ends bit for bit the same whatever happens to it.",
                "",
                "Trains a small prior and a small U-Net undisturbed, by one rank. Then does it again and again on a "
                        + "Spark cluster of this machine with 1 to 4 ranks and an S3 server, and each time one thing "
                        + "happens at a random moment: an executor is killed (at any time, in the middle of a transfer "
                        + "between ranks, in the middle of a checkpoint) or stopped, a worker is killed for good, the "
                        + "storage is killed and comes back, the driver is killed and started again.",
                ""
            },
            footer = {
                "",
                "Reads nothing: the pictures are drawn scenes. Needs Linux or macOS, and 4 GB of free memory.",
                "Writes a row a run to standard output (what was done when, how many ranks trained before and after, "
                        + "seconds from the fault to the first step of those that trained to the end, - where the same went on, "
                        + "starts of the driver, whether SHA-256 over "
                        + "parameters, both moments and moving average of the last checkpoint is that of the "
                        + "undisturbed training), and as its last line: survived A of B, digests equal C of B.",
                "The exit code is 40 unless all survived and ended the same.",
                "",
                "Example:",
                "  jobs/unclip stress training --runs 20 --seed 1 --dir runs/stress"
            })
    JobReport training(@Mixin StressOptions options) {
        return TrainingStress.run(options.order(), spec.commandLine().getOut()::println, main.console());
    }

    @Command(
            name = "embed",
            description = {
                "Proves that embedding on a cluster leaves every pair in the table exactly once, whatever happens to it.",
                "",
                "Embeds pairs undisturbed. Then does it again and again on a Spark cluster of this machine with two "
                        + "executors and an S3 server, in portions of eight pairs, and each time one thing happens at a "
                        + "random moment: an executor is killed, the driver is killed and started again, the storage is "
                        + "killed and comes back. A job that asks for a retry is started again.",
                ""
            },
            footer = {
                "",
                "Reads the data set of --conf. Needs Linux or macOS, and 4 GB of free memory.",
                "Writes a row a run to standard output (what was done when, starts of the driver, seconds, how the table "
                        + "differs from the undisturbed one: keys that are missing, unknown, there twice or with other "
                        + "bytes), and as its last line: exact A of B.",
                "The exit code is 40 unless all are exact.",
                "",
                "Example:",
                "  jobs/unclip stress embed --runs 20 --seed 1 --conf conf/coco-sample.conf --dir runs/stress"
            })
    JobReport embed(
            @Mixin StressOptions options,
            @Option(
                            names = "--conf",
                            paramLabel = "FILE",
                            description = "Settings of the data set; drawn scenes unless given.")
                    Path data) {
        return EmbedStress.run(
                options.order(), Optional.ofNullable(data), spec.commandLine().getOut()::println, main.console());
    }
}
