package org.unclip.paramserver;

/**
 * One AdamW update of a run of parameters.
 *
 * <p>Kingma and Ba 2015, algorithm 1, with the decoupled weight decay of Loshchilov and Hutter 2019, algorithm 2, in
 * the order of operations that PyTorch uses: decay, moments, step. Factors are computed in double and rounded once;
 * the loop is plain float arithmetic, which the just-in-time compiler vectorises and never reorders or fuses, so its
 * results are the same on every machine. It vectorises only while all four arrays have the same index: with another
 * offset for one of them it takes four times as long.
 */
final class AdamW {
    private final float keep1;
    private final float new1;
    private final float keep2;
    private final float new2;
    private final float epsilon;
    private final float gradientScale;
    private final float rate;
    private final float rootScale;
    private final float keepDecayed;

    AdamW(AdamConfig config, Update update) {
        double updates = update.step() + 1.0;
        keep1 = (float) config.beta1();
        new1 = (float) (1 - config.beta1());
        keep2 = (float) config.beta2();
        new2 = (float) (1 - config.beta2());
        epsilon = (float) config.epsilon();
        gradientScale = (float) update.gradientScale();
        rate = (float) (update.learningRate() / (1 - StrictMath.pow(config.beta1(), updates)));
        rootScale = (float) (1 / Math.sqrt(1 - StrictMath.pow(config.beta2(), updates)));
        keepDecayed = (float) (1 - update.learningRate() * config.weightDecay());
    }

    /** Updates elements {@code [from, to)} of the slice by those of its gradient. */
    void update(ShardState state, float[] gradient, int from, int to, boolean decays) {
        float keep = decays ? keepDecayed : 1f;
        run(state, gradient, from, to, keep);
    }

    private void run(ShardState state, float[] g, int from, int to, float keep) {
        float[] p = state.parameters();
        float[] m = state.firstMoment();
        float[] v = state.secondMoment();
        float keep1 = this.keep1;
        float new1 = this.new1;
        float keep2 = this.keep2;
        float new2 = this.new2;
        float epsilon = this.epsilon;
        float scale = this.gradientScale;
        float rate = this.rate;
        float rootScale = this.rootScale;
        for (int i = from; i < to; i++) {
            float gi = g[i] * scale;
            float mi = keep1 * m[i] + new1 * gi;
            float vi = keep2 * v[i] + new2 * (gi * gi);
            float root = (float) Math.sqrt(vi) * rootScale + epsilon;
            m[i] = mi;
            v[i] = vi;
            p[i] = p[i] * keep - rate * (mi / root);
        }
    }
}
