package org.unclip.diffusion;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Moves a conditional prediction away from the unconditional one: {@code u + scale (c − u)}.
 *
 * <p>Ho and Salimans 2022, eq. 6, with {@code scale = 1 + w}; 1 is the conditional model itself, which then alone is
 * asked. The equation is for ε, but given {@code xT} the predictions x0 and v are affine in ε and the two factors add
 * to one, so it guides each of them alike. Learned variances are the conditional model's (as in GLIDE).
 */
public record ClassifierFreeGuidance(
        Denoiser conditional, Denoiser unconditional, double scale, ReverseVariance variance) implements Denoiser {
    @Override
    public INDArray predict(INDArray xT, int t) {
        if (scale == 1.0) {
            return conditional.predict(xT, t);
        }
        INDArray guided = conditional.predict(xT, t).dup(); // both may be one network that reuses its output array
        INDArray away = variance.meanChannels(unconditional.predict(xT, t));
        variance.meanChannels(guided).subi(away).muli(scale).addi(away);
        return guided;
    }
}
