package org.unclip.job;

import org.unclip.config.Flat;
import org.unclip.prior.PriorConfig;
import org.unclip.training.TrainingConfig;

/** The section {@code prior}: the model, and how it is trained. */
public record PriorSection(@Flat PriorConfig model, TrainingConfig training) {
    PriorSection with(TrainingConfig other) {
        return new PriorSection(model, other);
    }
}
