package org.unclip.diffusion;

/**
 * Sampling in fewer steps than a model was trained with: a sub-sequence of its timesteps.
 *
 * <p>Samplers run unchanged on {@link #schedule()}, whose timestep {@code i} has the level of {@code timesteps[i]};
 * the model, seen through {@link #denoiser}, is still told the timestep it was trained with (Nichol and Dhariwal 2021,
 * section 4).
 */
public final class Respacing {
    private final NoiseSchedule schedule;
    private final int[] timesteps;

    private Respacing(NoiseSchedule schedule, int[] timesteps) {
        this.schedule = schedule;
        this.timesteps = timesteps;
    }

    /**
     * Evenly spread timesteps, with the first and the last among them; a single step is the last.
     *
     * @throws IllegalArgumentException if the schedule has fewer than {@code steps}
     */
    public static Respacing even(NoiseSchedule full, int steps) {
        if (steps < 1 || steps > full.steps()) {
            throw new IllegalArgumentException(
                    "steps must be between 1 and the schedule's " + full.steps() + ", got " + steps);
        }
        int last = full.steps() - 1;
        int[] timesteps = new int[steps];
        for (int i = 0; i < steps - 1; i++) {
            timesteps[i] = (int) Math.round((double) i * last / (steps - 1));
        }
        timesteps[steps - 1] = last;
        return new Respacing(full.subsequence(timesteps), timesteps);
    }

    /** The levels that are visited. */
    public NoiseSchedule schedule() {
        return schedule;
    }

    /** The training timestep of each step, rising. */
    public int[] timesteps() {
        return timesteps.clone();
    }

    /** A model of the full schedule as one of {@link #schedule()}. */
    public Denoiser denoiser(Denoiser model) {
        return (xT, i) -> model.predict(xT, timesteps[i]);
    }
}
