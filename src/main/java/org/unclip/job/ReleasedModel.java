package org.unclip.job;

import java.util.function.Function;
import org.unclip.clip.ClipModel;
import org.unclip.config.UserError;
import org.unclip.nn.ModelGraph;
import org.unclip.prior.DiffusionPrior;
import org.unclip.storage.Folder;
import org.unclip.storage.ModelFolder;
import org.unclip.unet.Stage;

/**
 * A released model of any kind with its network.
 *
 * @param folder that it was released into
 * @param graph whose layout its weights have
 */
record ReleasedModel(ModelFolder folder, ModelGraph graph) {

    /** Opens the model in a folder; throws {@link UserError} if there is none. */
    static ReleasedModel open(String location) {
        ModelFolder folder = ModelFolder.open(Folder.at(location));
        Function<ModelFolder, ModelGraph> graph =
                switch (folder.card().kind()) {
                    case ClipModel.KIND -> ClipModel::graph;
                    case DiffusionPrior.KIND -> DiffusionPrior::graph;
                    case Stage.KIND -> Stage::graph;
                    default ->
                        throw UserError.of(
                                "the kind of the model in " + folder,
                                folder.card().kind(),
                                "clip, prior or unet",
                                "use the Unclip that wrote it");
                };
        return new ReleasedModel(folder, graph.apply(folder));
    }

    /** The averaged weights, in the layout of {@link #graph}. */
    float[] weights() {
        return folder.parameters(graph.layout().stored());
    }
}
