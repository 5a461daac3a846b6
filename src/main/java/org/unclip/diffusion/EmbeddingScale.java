package org.unclip.diffusion;

/** How embeddings of unit length are brought to entries of about unit variance, which diffusion is made for. */
public enum EmbeddingScale {
    /**
     * Along the principal axes of the training embeddings, less their mean and over their deviation there. A CLIP of few
     * pictures spreads its embeddings along few axes, and tells small things apart along those with little spread; the
     * others' noise and errors would drown them. The paper turns its embeddings onto principal axes too (section 2.2).
     */
    WHITENED,
    /** Each dimension less its mean and over its deviation among the training embeddings. */
    STANDARDIZED,
    /** Times √D, which is right for directions spread evenly; the paper multiplies by 17.2. */
    SQRT_DIM
}
