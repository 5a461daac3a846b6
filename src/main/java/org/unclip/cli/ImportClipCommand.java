package org.unclip.cli;

import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.unclip.job.ImportClipJob;
import org.unclip.job.JobReport;
import org.unclip.job.UnclipConfig;
import org.unclip.storage.Folder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code import-clip}. */
@Command(
        name = "import-clip",
        description = {
            "Takes over a CLIP of OpenAI's (ViT-B/32, ViT-B/16, ViT-L/14) instead of training one.",
            "",
            "Unclip ships no weights and no vocabulary: download the files below from the model's page on the Hugging "
                    + "Face Hub, such as openai/clip-vit-base-patch32, into one folder.",
            "",
            "embed, train-prior and train-unet read the model as run.dir/model/clip; train-clip and pipeline leave it "
                    + "alone there.",
            ""
        },
        footer = {
            "",
            "Reads config.json, preprocessor_config.json, vocab.json with merges.txt (or tokenizer.json), and "
                    + "model.safetensors (or model.safetensors.index.json with what it names), in 32 or 16 bits.",
            "Writes the folder of a frozen CLIP.",
            "",
            "Example:",
            "  jobs/unclip import-clip --from clip-vit-base-patch32 --out runs/mine/model/clip"
        })
final class ImportClipCommand implements Callable<JobReport> {
    @Mixin
    private SettingsOptions settings;

    @Option(names = "--from", paramLabel = "DIR", required = true, description = "Folder of the downloaded files.")
    private String from;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Folder of the model.")
    private String out;

    @Override
    public JobReport call() {
        Configuration hadoop =
                settings.load().read("", UnclipConfig.class).spark().hadoop();
        return ImportClipJob.run(Folder.at(from, hadoop), Folder.at(out, hadoop));
    }
}
