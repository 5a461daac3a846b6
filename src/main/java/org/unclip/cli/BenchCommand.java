package org.unclip.cli;

import org.unclip.job.JobReport;
import org.unclip.job.bench.ClipStepBench;
import org.unclip.job.bench.EncoderBench;
import org.unclip.job.bench.ExchangeBench;
import org.unclip.job.bench.ExchangePlan;
import org.unclip.job.bench.MemoryBench;
import org.unclip.job.bench.PriorBench;
import org.unclip.job.bench.ScalingBench;
import org.unclip.job.bench.UNetBench;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code bench}, with a command for each thing that is measured. */
@Command(
        name = "bench",
        description = {"Measures what models cost on this machine: processor time of a step, and memory.", ""},
        synopsisSubcommandLabel = "WHAT",
        commandListHeading = "%nWhat to measure:%n",
        footer = {"", "jobs/unclip bench WHAT --help explains one with an example."})
final class BenchCommand {
    private static final String FIGURES = "Writes three lines to standard output: parameters (their number), "
            + "train_step_cpu_ms (parameters in, gradient, AdamW) and forward_cpu_ms. Milliseconds are processor time of "
            + "the whole process for one step, the median over blocks of 10 steps, after as many for a warm-up.";

    @ParentCommand
    private Main main;

    @Command(
            name = "unet",
            description = {"Times a U-Net of 3.2 million parameters on one thread, as PyTorch's peer does.", ""},
            footer = {
                "",
                "Reads nothing: pictures are noise.",
                FIGURES,
                "",
                "Example:",
                "  jobs/unclip bench unet --batch 8 --steps 50"
            })
    JobReport unet(
            @Option(
                            names = "--batch",
                            paramLabel = "B",
                            defaultValue = "8",
                            description = "Pictures a step, 32 × 32 pixels each; ${DEFAULT-VALUE} unless given.")
                    int batch,
            @Option(
                            names = "--steps",
                            paramLabel = "N",
                            defaultValue = "50",
                            description = "Steps timed; ${DEFAULT-VALUE} unless given.")
                    int steps) {
        return UNetBench.run(batch, steps);
    }

    @Command(
            name = "clip",
            description = {"Times the encoders of OpenAI's ViT-B/32 on one thread, as PyTorch's peer does.", ""},
            footer = {
                "",
                "Reads nothing: weights, pictures and tokens are random.",
                "Writes two lines to standard output, image and text: parameters (their number), cpu_ms_per_item and "
                        + "items_per_cpu_second. Pictures are preprocessed beforehand, a text has 77 tokens; time is processor time of "
                        + "the whole process, the median over the batches, after at least three for a warm-up.",
                "",
                "Example:",
                "  jobs/unclip bench clip --batch 16"
            })
    JobReport clip(
            @Option(
                            names = "--batch",
                            paramLabel = "B",
                            defaultValue = "16",
                            description = "Pictures or texts embedded together; ${DEFAULT-VALUE} unless given.")
                    int batch,
            @Option(
                            names = "--steps",
                            paramLabel = "N",
                            defaultValue = "5",
                            description = "Batches timed; ${DEFAULT-VALUE} unless given.")
                    int steps) {
        return EncoderBench.run(batch, steps);
    }

    @Command(
            name = "clip-step",
            description = {"Times CLIP's training on one thread, on one micro-batch of the configuration.", ""},
            footer = {
                "",
                "Reads the section clip of the configuration; pictures and tokens are random.",
                FIGURES,
                "",
                "Example:",
                "  jobs/unclip bench clip-step --conf conf/quickstart.conf"
            })
    JobReport clipStep(
            @Mixin SettingsOptions settings,
            @Option(
                            names = "--steps",
                            paramLabel = "N",
                            defaultValue = "200",
                            description = "Steps timed; ${DEFAULT-VALUE} unless given.")
                    int steps) {
        return ClipStepBench.run(settings.load(), steps);
    }

    @Command(
            name = "prior",
            description = {"Times the prior's training on one thread, on one micro-batch of the configuration.", ""},
            footer = {
                "",
                "Reads the sections clip and prior of the configuration; embeddings are random.",
                FIGURES,
                "",
                "Example:",
                "  jobs/unclip bench prior --conf conf/quickstart.conf"
            })
    JobReport prior(
            @Mixin SettingsOptions settings,
            @Option(
                            names = "--steps",
                            paramLabel = "N",
                            defaultValue = "200",
                            description = "Steps timed; ${DEFAULT-VALUE} unless given.")
                    int steps) {
        return PriorBench.run(settings.load(), steps);
    }

    @Command(
            name = "memory",
            description = {"Trains a tiny U-Net for long, and watches the memory of the process.", ""},
            footer = {
                "",
                "Reads nothing: pictures are noise.",
                "Writes the memory at ten moments to the console, and memory_growth_mb to standard output: by how much "
                        + "the process grew after the first tenth of the steps, megabytes. The Java heap grows too, up "
                        + "to UNCLIP_HEAP: give it whole from the start to see native memory alone.",
                "",
                "Example:",
                "  jobs/unclip bench memory --steps 10000",
                "  UNCLIP_HEAP=256m UNCLIP_JAVA_OPTS='-Xms256m -XX:+AlwaysPreTouch' jobs/unclip bench memory"
            })
    JobReport memory(
            @Option(
                            names = "--steps",
                            paramLabel = "N",
                            defaultValue = "10000",
                            description = "Training steps, a multiple of 10; ${DEFAULT-VALUE} unless given.")
                    int steps) {
        return MemoryBench.run(steps, main.console());
    }

    @Command(
            name = "exchange",
            description = {"Times what ranks of a training exchange in a step, on made-up gradients.", ""},
            footer = {
                "",
                "Reads nothing. Ranks are processes of this machine that talk over its loopback network: gradients go to the "
                        + "owners of their slices, who add them, agree on the norm, update and publish.",
                "Writes the phases to the console, and exchange_ms to standard output: milliseconds of a step without the "
                        + "computing of gradients, the median.",
                "",
                "Example:",
                "  jobs/unclip bench exchange --params 50000000 --ranks 2"
            })
    JobReport exchange(
            @Option(
                            names = "--params",
                            paramLabel = "P",
                            defaultValue = "50000000",
                            description =
                                    "Parameters of the model; ${DEFAULT-VALUE} unless given. A rank of 2 needs 18 "
                                            + "bytes of memory for each.")
                    int parameters,
            @Option(
                            names = "--ranks",
                            paramLabel = "N",
                            defaultValue = "2",
                            description = "Processes; ${DEFAULT-VALUE} unless given.")
                    int ranks,
            @Option(
                            names = "--steps",
                            paramLabel = "N",
                            defaultValue = "20",
                            description = "Steps timed; ${DEFAULT-VALUE} unless given.")
                    int steps,
            @Option(names = "--encrypt", description = "Encrypt what ranks send each other.") boolean encrypt) {
        return ExchangeBench.run(ExchangePlan.of(parameters, ranks, steps, encrypt), main.console());
    }

    @Command(
            name = "scaling",
            description = {"Trains a U-Net with one rank and with two on a cluster of this machine, in turn.", ""},
            footer = {
                "",
                "Reads nothing: pictures are noise. Starts a Spark cluster of two executors with a core each, and ends it.",
                "Writes to the console: pictures a second, milliseconds of a step and the share of exchange and update in it; "
                        + "what each rank holds; and what a model of the step's time predicts for larger clusters. The last "
                        + "line on standard output is: speedup X exchange_share Y, medians.",
                "",
                "Example:",
                "  jobs/unclip bench scaling --steps 10"
            })
    JobReport scaling(
            @Option(
                            names = "--steps",
                            paramLabel = "N",
                            defaultValue = "10",
                            description = "Steps measured in each of six trainings; ${DEFAULT-VALUE} unless given.")
                    int steps) {
        return ScalingBench.run(steps, main.console());
    }
}
