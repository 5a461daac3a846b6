package org.unclip.diffusion;

/**
 * How much of the data is left in {@code xT = signal * x0 + noise * eps}, where both are of unit variance.
 *
 * @param alphaBar the signal's share of the variance, in (0, 1)
 */
public record NoiseLevel(double alphaBar) {
    public NoiseLevel {
        if (!(alphaBar > 0.0 && alphaBar < 1.0)) {
            throw new IllegalArgumentException("alphaBar must be between 0 and 1, both excluded, got " + alphaBar);
        }
    }

    /** {@code √ᾱ}: the factor of {@code x0}. */
    public double signal() {
        return Math.sqrt(alphaBar);
    }

    /** {@code √(1−ᾱ)}: the factor of {@code eps}. */
    public double noise() {
        return Math.sqrt(1.0 - alphaBar);
    }

    /** Signal-to-noise ratio {@code ᾱ / (1−ᾱ)}. */
    public double snr() {
        return alphaBar / (1.0 - alphaBar);
    }

    /** Natural logarithm of {@link #snr()}. */
    public double logSnr() {
        return StrictMath.log(snr());
    }
}
