package org.unclip.job;

import org.unclip.config.Flat;
import org.unclip.training.TrainingConfig;
import org.unclip.unet.StageConfig;

/** One entry of the sections {@code stages} and {@code unet}: the model, and how it is trained. */
public record StageSection(@Flat StageConfig model, TrainingConfig training) {
    StageSection with(TrainingConfig other) {
        return new StageSection(model, other);
    }
}
