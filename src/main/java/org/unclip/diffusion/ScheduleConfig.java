package org.unclip.diffusion;

import java.io.Serializable;

/**
 * Which noise schedule a model is trained with.
 *
 * @param kind how the noise grows over the timesteps
 * @param timesteps their number T, at least 1; the paper's models have 1000
 */
public record ScheduleConfig(Kind kind, int timesteps) implements Serializable {
    /** The curves of {@link NoiseSchedule}. */
    public enum Kind {
        COSINE,
        LINEAR,
        QUADRATIC,
        SIGMOID
    }

    public ScheduleConfig {
        if (timesteps < 1) {
            throw new IllegalArgumentException("timesteps must be at least 1, got " + timesteps);
        }
    }

    @Override
    public String toString() {
        return kind + " over " + timesteps + " timesteps";
    }
}
