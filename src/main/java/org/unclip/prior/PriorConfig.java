package org.unclip.prior;

import java.io.Serializable;
import java.util.Map;
import org.unclip.diffusion.EmbeddingScale;
import org.unclip.diffusion.ScheduleConfig;

/**
 * A diffusion prior.
 *
 * @param width channels of a token, divisible by 4; the paper's prior has 2048
 * @param layers Transformer blocks, the paper's 24
 * @param heads attention heads, divides the width
 * @param schedule noise levels of training, the paper's cosine over 1000 timesteps
 * @param scale how embeddings, of images and texts, are brought to unit variance
 * @param conditionDrop share of examples whose text is hidden in training, for guidance, in [0, 1]; the paper's 0.1
 * @param sampling how embeddings are drawn unless told otherwise
 */
public record PriorConfig(
        int width,
        int layers,
        int heads,
        ScheduleConfig schedule,
        EmbeddingScale scale,
        double conditionDrop,
        PriorSampling sampling)
        implements Serializable {
    /** Checks the ranges. */
    public PriorConfig {
        if (width < 4 || width % 4 != 0) {
            throw new IllegalArgumentException("width must be a multiple of 4, got " + width);
        }
        if (layers < 1) {
            throw new IllegalArgumentException("layers must be at least 1, got " + layers);
        }
        if (heads < 1 || width % heads != 0) {
            throw new IllegalArgumentException("heads must divide width, which is %d, got %d".formatted(width, heads));
        }
        if (!(conditionDrop >= 0.0 && conditionDrop <= 1.0)) {
            throw new IllegalArgumentException("conditionDrop must be between 0 and 1, got " + conditionDrop);
        }
        if (sampling.steps() > schedule.timesteps()) {
            throw new IllegalArgumentException("sampling.steps must be at most schedule.timesteps, which is %d, got %d"
                    .formatted(schedule.timesteps(), sampling.steps()));
        }
    }

    /** What the prior's weights mean beyond their layout, by setting: a training can't go on with others. */
    public Map<String, String> objective() {
        return Map.of("schedule", schedule.toString(), "scale", scale.toString());
    }
}
