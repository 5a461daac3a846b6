package org.unclip.cli;

import org.unclip.job.Dl4jExportJob;
import org.unclip.job.Dl4jImportJob;
import org.unclip.job.JobReport;
import org.unclip.job.UnclipConfig;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dl4j}: models to and from Deeplearning4j's own tools. */
@Command(
        name = "dl4j",
        description = {"Carries models to Deeplearning4j's own tools and back, as zips of its ModelSerializer.", ""},
        synopsisSubcommandLabel = "WHAT",
        commandListHeading = "%nWhat to do:%n",
        footer = {"", "jobs/unclip dl4j WHAT --help explains one with an example."})
final class Dl4jCommand {

    /** Which weights to export. */
    private static final class Source {
        @Option(names = "--model", paramLabel = "DIR", description = "Folder of a released model.")
        private String model;

        @Option(
                names = "--checkpoint-of",
                paramLabel = "KIND",
                description = "The latest checkpoint in run.dir/checkpoints/KIND: clip, prior or unet-STAGE. "
                        + "Its averaged weights are taken; the settings must be those of its run.")
        private String checkpointOf;
    }

    @Command(
            name = "export",
            description = {
                "Writes a model as a zip that ModelSerializer.restoreComputationGraph opens, with Unclip's classes on the "
                        + "class path.",
                "",
                "The graph's output is Unclip's bit for bit; its inputs must be float32 and c-ordered.",
                ""
            },
            footer = {
                "",
                "Reads a released model (model/clip, model/prior, model/unet/NAME) or a checkpoint.",
                "Writes one zip.",
                "",
                "Example:",
                "  jobs/unclip dl4j export --model runs/quickstart/model/unet/base --out base.zip",
                "  jobs/unclip dl4j export --checkpoint-of prior --conf conf/quickstart.conf --out prior.zip"
            })
    JobReport exportModel(
            @Mixin SettingsOptions settings,
            @ArgGroup(multiplicity = "1") Source source,
            @Option(names = "--out", paramLabel = "FILE", required = true, description = "The zip.") String out,
            @Option(
                            names = "--learning-rate",
                            paramLabel = "R",
                            defaultValue = "1e-4",
                            description = "Rate of the Adam that Deeplearning4j's fit will train the graph with; "
                                    + "${DEFAULT-VALUE} unless given.")
                    double learningRate) {
        Dl4jExportJob job = new Dl4jExportJob(out, learningRate);
        return source.model == null
                ? job.checkpoint(settings.load().read("", UnclipConfig.class), source.checkpointOf)
                : job.released(source.model);
    }

    @Command(
            name = "import",
            description = {
                "Releases a model with the parameters of such a zip, changed or not by Deeplearning4j's tools.",
                "",
                "The zip must hold the network of the model: another one is refused.",
                ""
            },
            footer = {
                "",
                "Reads the zip, and all but the parameters from the released model that it was exported from.",
                "Writes a model folder, without the old model's metrics. A CLIP whose parameters changed has another "
                        + "fingerprint: what was trained on the old one refuses it.",
                "",
                "Example:",
                "  jobs/unclip dl4j import --zip base.zip --model runs/quickstart/model/unet/base --out tuned/unet/base"
            })
    JobReport importModel(
            @Option(names = "--zip", paramLabel = "FILE", required = true, description = "The zip.") String zip,
            @Option(
                            names = "--model",
                            paramLabel = "DIR",
                            required = true,
                            description = "Folder of the released model that the zip was exported from.")
                    String model,
            @Option(
                            names = "--out",
                            paramLabel = "DIR",
                            required = true,
                            description = "Folder of the new model; may be that of --model, which is then replaced.")
                    String out) {
        return Dl4jImportJob.run(zip, model, out);
    }
}
