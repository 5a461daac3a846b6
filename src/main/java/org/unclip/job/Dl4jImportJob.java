package org.unclip.job;

import java.util.Map;
import org.unclip.nn.ModelZip;
import org.unclip.storage.Folder;
import org.unclip.storage.ModelCard;
import org.unclip.storage.ModelFolder;
import org.unclip.storage.StoredFile;

/** Releases a model with the weights of a zip of Deeplearning4j's {@code ModelSerializer}. */
public final class Dl4jImportJob {
    private Dl4jImportJob() {}

    /**
     * Takes the weights from the zip, and all else from the model that was exported. What was measured of that model
     * is left out.
     *
     * @param zip of the same network
     * @param model folder of the released model
     * @param out folder of the new one; may be the same
     */
    public static JobReport run(String zip, String model, String out) {
        ReleasedModel released = ReleasedModel.open(model);
        StoredFile file = StoredFile.at(zip);
        float[] weights = ModelZip.read(file.open(), file.toString(), released.graph());
        ModelCard card = released.folder().card();
        ModelCard unmeasured = new ModelCard(
                card.kind(), card.configuration(), card.layout(), card.clipFingerprint(), card.step(), Map.of());
        Folder folder = Folder.at(out);
        ModelFolder.write(folder, unmeasured, weights, released.folder().files());
        return JobReport.done("dl4j import: %s from %s".formatted(folder, file));
    }
}
