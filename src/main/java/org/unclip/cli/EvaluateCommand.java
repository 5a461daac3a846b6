package org.unclip.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.unclip.config.UserError;
import org.unclip.job.EmbeddingsRequest;
import org.unclip.job.EvaluateEmbeddingsJob;
import org.unclip.job.EvaluateJob;
import org.unclip.job.JobReport;
import org.unclip.storage.Folder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code evaluate}. */
@Command(
        name = "evaluate",
        description = {
            "Draws held-out captions and prompts for scenes with a trained cascade, and measures how good that is.",
            "",
            "Drawn scenes are read by a judge that knows what was asked for; pictures of any data set are compared with the "
                    + "true ones of held-out captions in CLIP's space. A pipeline does this at its end.",
            ""
        },
        synopsisSubcommandLabel = "[embeddings]",
        commandListHeading = "%nOr something else to measure:%n",
        footer = {
            "",
            "Reads a model folder and, of the run, the tables pairs and embeddings.",
            "Writes the table drawn and, below run.dir, evaluation/metrics.json (each figure with its 95 %% interval, what it "
                    + "means and what it cannot tell) and report.html.",
            "",
            "Example:",
            "  jobs/unclip evaluate --model runs/quickstart/model --set evaluation.captions=600"
        })
final class EvaluateCommand implements Callable<JobReport> {
    @ParentCommand
    private Main main;

    @Mixin
    private RunOptions settings;

    @Option(
            names = "--model",
            paramLabel = "DIR",
            description =
                    "Folder of the trained cascade, run.dir/model unless given. Without --conf, the settings are those "
                            + "that the run it lies in was made with.")
    private String model;

    @Override
    public JobReport call() {
        RunOptions used = model == null ? settings : settings.orThoseOfRun(model);
        return used.inRun(
                main.console(),
                run -> EvaluateJob.run(
                        run,
                        model == null
                                ? run.folder().folder("model")
                                : Folder.at(model, run.config().spark().hadoop())));
    }

    @Command(
            name = "embeddings",
            description = {
                "Checks the table embeddings before anything is trained on it, and how well pictures and captions find each "
                        + "other.",
                "",
                "Of all rows: norms (CLIP scales to 1), rows with a NaN or of a wrong length, rows without a pair, keys that "
                        + "are there twice: any of these is refused, with exit code 40. Pairs without a row are counted "
                        + "alone, as embed may still be at work.",
                "",
                "Of the pairs compared, with all captions of each picture: recall@1, 5 and 10, that is the share of pictures "
                        + "with one of their captions among the 1, 5 or 10 most similar of all, and of captions with their "
                        + "picture among these; and the mean cosine of a picture to its captions, to be read beside that "
                        + "to the captions of others. Recall falls with the number of pairs: only equal numbers compare.",
                ""
            },
            footer = {
                "",
                "Reads the tables pairs and embeddings. A table with rows of several CLIPs is refused unless --clip says whose "
                        + "to take.",
                "Writes the figures to standard output, each with its 95 %% interval where it has one, what it means and what "
                        + "it cannot tell; and evaluation/embeddings.json below run.dir.",
                "",
                "Example:",
                "  jobs/unclip evaluate embeddings --conf conf/quickstart.conf",
                "  jobs/unclip evaluate embeddings --conf my.conf --split test --pairs 1000"
            })
    JobReport embeddings(
            @Mixin RunOptions own,
            @Option(
                            names = "--clip",
                            paramLabel = "FINGERPRINT",
                            description = "Whose embeddings, where the table has those of several CLIPs.")
                    String clip,
            @Option(
                            names = "--split",
                            paramLabel = "NAME",
                            description =
                                    "Whose pairs are compared: validation, train, test, unlisted or all; validation "
                                            + "unless given, all if nothing is held out.")
                    String split,
            @Option(
                            names = "--pairs",
                            paramLabel = "N",
                            defaultValue = "5000",
                            description =
                                    "Most pairs compared, chosen by the hashes of their keys; ${DEFAULT-VALUE} unless "
                                            + "given. The work grows with the square.")
                    int pairs) {
        if (model != null) {
            throw UserError.of("--model", model, "left out here", "embeddings are those of the run that --conf names");
        }
        EmbeddingsRequest asked = new EmbeddingsRequest(Optional.ofNullable(clip), Optional.ofNullable(split), pairs);
        return own.over(settings).inRun(main.console(), run -> EvaluateEmbeddingsJob.run(run, asked));
    }
}
