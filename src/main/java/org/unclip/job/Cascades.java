package org.unclip.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.unclip.clip.ClipModel;
import org.unclip.config.UserError;
import org.unclip.prior.DiffusionPrior;
import org.unclip.storage.Folder;
import org.unclip.storage.ModelFolder;
import org.unclip.unet.Stage;

/** What model folders hold, and where they are. */
public final class Cascades {

    private Cascades() {}

    /**
     * The folder of a cascade, found from one near it: a run's folder, or releases, of which it is the one that is promoted
     * at this moment.
     *
     * @throws UserError if there is none
     */
    public static Folder find(Folder near) {
        Releases own = new Releases(near);
        Releases ofHome = Releases.of(near);
        return Stream.of(
                        Optional.of(near),
                        own.current().map(own::folder),
                        ofHome.current().map(ofHome::folder),
                        Optional.of(near.folder("model")))
                .flatMap(Optional::stream)
                .filter(folder -> ModelFolder.isIn(folder.folder("prior")))
                .findFirst()
                .orElseThrow(() -> UserError.of(
                        "--model",
                        near.toString(),
                        "a folder with clip, prior and unet, the folder of a run that has a trained model, or releases",
                        "a pipeline writes the model to run.dir/model"));
    }

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
