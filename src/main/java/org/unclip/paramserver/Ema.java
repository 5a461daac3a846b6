package org.unclip.paramserver;

/** The exponential moving average of the parameters: {@code ema += (1 - decay) * (p - ema)}. */
final class Ema {
    private final EmaConfig config;

    Ema(EmaConfig config) {
        this.config = config;
    }

    /** The weight of the new parameters in the average, in (0, 1], at a step counted from 0. */
    double newWeight(long step) {
        double decay = config.warmup() ? Math.min(config.decay(), (1.0 + step) / (10.0 + step)) : config.decay();
        return config.decay() == 0 ? 1.0 : 1.0 - decay;
    }

    void update(ShardState state, float newWeight, int from, int to) {
        if (newWeight == 1f) { // the formula below would round
            System.arraycopy(state.parameters(), from, state.ema(), from, to - from);
        } else {
            moveTowards(state.ema(), state.parameters(), newWeight, from, to);
        }
    }

    private static void moveTowards(float[] ema, float[] p, float weight, int from, int to) {
        for (int i = from; i < to; i++) {
            ema[i] = ema[i] + weight * (p[i] - ema[i]);
        }
    }
}
