package org.unclip.paramserver;

import java.util.Arrays;

/**
 * The owner's update of its slice: AdamW, then the moving average, chunk by chunk on several threads.
 *
 * <p>Gives the same bits for any number of threads and any cut of the model into slices. One caller at a time.
 */
public final class ShardOptimizer {
    private final AdamConfig adam;
    private final DecayRanges decay;
    private final Ema ema;
    private final Chunks chunks;

    /** An optimiser that decays the given ranges of the model's flat vector. */
    public ShardOptimizer(AdamConfig adam, EmaConfig ema, DecayRanges decay, Chunks chunks) {
        this.adam = adam;
        this.ema = new Ema(ema);
        this.decay = decay;
        this.chunks = chunks;
    }

    /**
     * Updates the slice in place by its gradient, which is left as it is.
     *
     * @param gradient has the slice's gradient from {@code gradientFrom} on
     */
    public void update(ShardState state, float[] gradient, int gradientFrom, Update update) {
        // The sum of a step lies in the first rank's array, from 0 on: no copy.
        float[] g =
                gradientFrom == 0 ? gradient : Arrays.copyOfRange(gradient, gradientFrom, gradientFrom + state.size());
        AdamW rule = new AdamW(adam, update);
        float newWeight = (float) ema.newWeight(update.step());
        chunks.forEach(state.size(), (chunk, from, to) -> {
            decay.forEachRun(
                    state.from(), from, to, (runFrom, runTo, decays) -> rule.update(state, g, runFrom, runTo, decays));
            ema.update(state, newWeight, from, to);
        });
    }
}
