package org.unclip.diffusion;

/** How embeddings of unit length are brought to entries of up to about unit variance, which diffusion is made for. */
public enum EmbeddingScale {
    /**
     * Along the principal axes of the training embeddings, less their mean and over the root of the variance there plus a
     * hundredth of the mean variance. A CLIP of few pictures spreads its embeddings along few axes, and tells small things
     * apart along those with little spread, which the noise and errors of the others would drown. In the paper it is the
     * autoregressive prior that reads principal axes (section 2.2), unscaled.
     */
    WHITENED,
    /** Each dimension less its mean and over its deviation among the training embeddings. */
    STANDARDIZED,
    /** Times √D, which is right for directions spread evenly; the paper multiplies by 17.2. */
    SQRT_DIM
}
