package org.unclip.job;

import java.util.ArrayList;
import java.util.List;
import org.unclip.clip.ClipModel;
import org.unclip.prior.DiffusionPrior;
import org.unclip.storage.Folder;
import org.unclip.storage.ModelFolder;
import org.unclip.unet.Stage;

/** What model folders hold. */
final class Cascades {

    private Cascades() {}

    /** Of all models of a cascade, by which any change of them shows. */
    static List<String> fingerprints(Folder model) {
        List<String> fingerprints = new ArrayList<>();
        fingerprints.add(ModelFolder.open(model.folder("clip"), ClipModel.KIND).fingerprint());
        fingerprints.add(
                ModelFolder.open(model.folder("prior"), DiffusionPrior.KIND).fingerprint());
        Folder unets = model.folder("unet");
        for (String stage : unets.names()) {
            fingerprints.add(ModelFolder.open(unets.folder(stage), Stage.KIND).fingerprint());
        }
        return fingerprints;
    }
}
