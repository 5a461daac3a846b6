package org.unclip.job;

import org.unclip.clip.ClipConfig;
import org.unclip.clip.ClipModel;
import org.unclip.clip.ClipTraining;
import org.unclip.config.UserError;
import org.unclip.nn.ModelGraph;
import org.unclip.prior.DiffusionPrior;
import org.unclip.prior.PriorShape;
import org.unclip.storage.StoredLayout;
import org.unclip.unet.ConditionShape;
import org.unclip.unet.UNet;

/**
 * The network that a training of these settings trains, without its data.
 *
 * @param kind of the training: {@code clip}, {@code prior} or {@code unet-STAGE}
 */
record TrainedGraph(UnclipConfig config, String kind) {

    private static final String STAGE_PREFIX = "unet-";

    /** Throws {@link UserError} for a kind that these settings have not. */
    TrainedGraph {
        boolean known = kind.equals(ClipModel.KIND)
                || kind.equals(DiffusionPrior.KIND)
                || kind.startsWith(STAGE_PREFIX) && config.unet().containsKey(stage(kind));
        if (!known) {
            throw UserError.of(
                    "--checkpoint-of",
                    kind,
                    "clip, prior or unet- and one of " + config.unet().keySet(),
                    "name a folder of run.dir/checkpoints");
        }
    }

    /**
     * The network.
     *
     * @param layout of its weights, which knows how large CLIP's vocabulary became
     */
    ModelGraph graph(StoredLayout layout) {
        ClipConfig clip = config.clip().model();
        int tokens = clip.tokenizer().contextLength();
        int width = clip.text().width();
        return switch (kind) {
            case ClipModel.KIND -> new ClipTraining(clip, ClipTraining.vocabularySize(layout)).graph();
            case DiffusionPrior.KIND ->
                DiffusionPrior.graph(config.prior().model(), new PriorShape(clip.embeddingSize(), tokens, width));
            default ->
                UNet.graph(
                        config.unet().get(stage(kind)).model(),
                        new ConditionShape(clip.embeddingSize(), width, tokens));
        };
    }

    private static String stage(String kind) {
        return kind.substring(STAGE_PREFIX.length());
    }
}
