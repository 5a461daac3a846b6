package org.unclip.paramserver;

import java.io.Serializable;

/**
 * AdamW's settings.
 *
 * @param beta1 decay of the running mean of the gradient, in [0, 1)
 * @param beta2 decay of the running mean of the squared gradient, in [0, 1)
 * @param epsilon added to the root of the second moment, above 0
 * @param weightDecay decoupled decay: the learning rate times this is taken off each decayed parameter, from 0
 */
public record AdamConfig(double beta1, double beta2, double epsilon, double weightDecay) implements Serializable {
    /** Throws {@link IllegalArgumentException} for a value out of its range. */
    public AdamConfig {
        if (!(beta1 >= 0 && beta1 < 1)) {
            throw new IllegalArgumentException("beta1 must be in [0, 1), got " + beta1);
        }
        if (!(beta2 >= 0 && beta2 < 1)) {
            throw new IllegalArgumentException("beta2 must be in [0, 1), got " + beta2);
        }
        if (!(epsilon > 0 && epsilon <= 1)) {
            throw new IllegalArgumentException("epsilon must be above 0 and at most 1, got " + epsilon);
        }
        if (!(weightDecay >= 0 && weightDecay <= 1)) {
            throw new IllegalArgumentException("weightDecay must be in [0, 1], got " + weightDecay);
        }
    }
}
