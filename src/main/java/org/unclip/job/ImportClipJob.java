package org.unclip.job;

import org.unclip.clip.ClipConfig;
import org.unclip.clip.ClipModel;
import org.unclip.clip.HuggingFaceClip;
import org.unclip.storage.Folder;
import org.unclip.storage.ModelFolder;

/** Takes over a CLIP that others trained, from a folder as the Hugging Face Hub has it. */
public final class ImportClipJob {
    private ImportClipJob() {}

    /**
     * Writes the frozen CLIP.
     *
     * @param from the downloaded folder
     * @param out folder of the model, which {@code embed} reads as {@code run.dir/model/clip}
     */
    public static JobReport run(Folder from, Folder out) {
        ClipConfig config = HuggingFaceClip.release(from, out);
        String fingerprint = ModelFolder.open(out, ClipModel.KIND).fingerprint();
        return JobReport.done(
                ("import-clip: %s from %s, fingerprint %s%nIt sees pictures of %d pixels: data.imageSize = %d gives it"
                                + " each as the reference does, any other size a picture that was resized twice.")
                        .formatted(
                                out,
                                from,
                                fingerprint,
                                config.vision().imageSize(),
                                config.vision().imageSize()));
    }
}
