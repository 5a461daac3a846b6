package org.unclip.paramserver;

import java.io.Serializable;

/**
 * Settings of the moving average of the parameters, which is what gets released.
 *
 * @param decay weight of the old average at each step, in [0, 1); 0 makes the average the parameters themselves
 * @param warmup whether early steps use the smaller decay {@code (1 + n) / (10 + n)} after n steps, so that the
 *     average forgets the untrained parameters
 */
public record EmaConfig(double decay, boolean warmup) implements Serializable {
    /** Throws {@link IllegalArgumentException} for a value out of its range. */
    public EmaConfig {
        if (!(decay >= 0 && decay < 1)) {
            throw new IllegalArgumentException("decay must be in [0, 1), got " + decay);
        }
    }
}
