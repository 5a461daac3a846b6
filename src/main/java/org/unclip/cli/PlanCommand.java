package org.unclip.cli;

import java.util.Optional;
import java.util.function.Function;
import org.unclip.config.Settings;
import org.unclip.job.JobReport;
import org.unclip.job.UnclipConfig;
import org.unclip.job.plan.Plan;
import org.unclip.job.plan.PlanJob;
import org.unclip.job.plan.PlanRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code plan}, with a command for each job that can be planned. */
@Command(
        name = "plan",
        description = {
            "Tells what a job will take before anything is spent: memory, time, storage.",
            "",
            "Memory is that of a rank (an executor's, or this process's with a local master) at its peak, item by item: the "
                    + "objects that a collection leaves in the heap, native arrays, and Java itself. Activations and speed "
                    + "are measured by a few real steps on made-up examples, some ten seconds; the driver of a cluster and "
                    + "garbage in the heap are not counted. A plan that does not fit ends with exit code 30.",
            ""
        },
        synopsisSubcommandLabel = "JOB",
        commandListHeading = "%nWhat to plan:%n",
        footer = {"", "jobs/unclip plan JOB --help explains one with an example."})
final class PlanCommand {
    private static final String READS =
            "Reads the settings, of the run's folder model/clip and the table pairs if they are "
                    + "there, and no data.";
    private static final String WRITES =
            "Writes a table to standard output, or JSON (bytes and seconds) with --json, and "
                    + "nothing to the run's folder. What does not fit is told on standard error, with the setting to raise.";

    @ParentCommand
    private Main main;

    /** What of a plan can be given. */
    private static final class Given {
        @Mixin
        private PlaceOptions settings;

        @Option(
                names = "--examples-per-second",
                paramLabel = "X",
                description = "How fast one rank computes; measured on this machine unless given. Of embed, pairs.")
        private Double examplesPerSecond;

        @Option(
                names = "--steps",
                paramLabel = "N",
                description = "Steps of the training; those of the settings unless given.")
        private Long steps;

        @Option(
                names = "--pairs",
                paramLabel = "N",
                description = "Pairs of the data set; those of the table, or of the drawn scenes, unless given.")
        private Long pairs;

        @Option(
                names = "--ranks",
                paramLabel = "N",
                description = "Executors that share the work; cluster.ranks, or 1, unless given.")
        private Integer ranks;

        @Option(
                names = "--gigabits",
                paramLabel = "G",
                defaultValue = "10",
                description = "Network between ranks, Gbit/s; ${DEFAULT-VALUE} unless given.")
        private double gigabits;

        @Option(names = "--json", description = "Print JSON.")
        private boolean json;

        private PlanRequest request() {
            return new PlanRequest(
                    Optional.ofNullable(examplesPerSecond),
                    Optional.ofNullable(steps),
                    Optional.ofNullable(pairs),
                    Optional.ofNullable(ranks),
                    gigabits);
        }
    }

    @Command(
            name = "train-clip",
            description = {"Plans the training of the CLIP.", ""},
            footer = {"", READS, WRITES, "", "Example:", "  jobs/unclip plan train-clip --conf my.conf"})
    JobReport trainClip(@Mixin Given given) {
        return report(given, PlanJob::trainClip);
    }

    @Command(
            name = "train-prior",
            description = {"Plans the training of the prior.", ""},
            footer = {
                "",
                READS,
                WRITES,
                "",
                "Example:",
                "  jobs/unclip plan train-prior --conf my.conf --master spark://host:7077 --ranks 8"
            })
    JobReport trainPrior(@Mixin Given given) {
        return report(given, PlanJob::trainPrior);
    }

    @Command(
            name = "train-unet",
            description = {"Plans the training of a stage of the cascade.", ""},
            footer = {
                "",
                READS,
                WRITES,
                "",
                "Example:",
                "  jobs/unclip plan train-unet --stage base --conf conf/quickstart.conf"
            })
    JobReport trainUNet(
            @Mixin Given given,
            @Option(
                            names = "--stage",
                            paramLabel = "NAME",
                            required = true,
                            description = "Its name in the section unet.")
                    String stage) {
        return report(given, job -> job.trainUNet(stage));
    }

    @Command(
            name = "embed",
            description = {
                "Plans the embedding of all pairs, with and without the encodings of each token.",
                "",
                "What a pair takes in the table follows from the CLIP and the captions of a pair: data.shapes.captions, or at "
                        + "most data.maxCaptions.",
                ""
            },
            footer = {
                "",
                READS,
                WRITES,
                "",
                "Example:",
                "  jobs/unclip plan embed --conf my.conf --pairs 10000000 --master spark://host:7077 --ranks 64"
            })
    JobReport embed(@Mixin Given given) {
        return report(given, PlanJob::embed);
    }

    private JobReport report(Given given, Function<PlanJob, Plan> planning) {
        Settings settings = given.settings.load();
        UnclipConfig config = settings.read("", UnclipConfig.class);
        Plan plan = planning.apply(new PlanJob(config, given.request(), main.console()));
        plan.refusals().forEach(main.console()::say);
        return plan.report(given.json);
    }
}
