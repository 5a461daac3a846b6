package org.unclip.prior;

/** How image embeddings of unit length are brought to entries of about unit variance, which diffusion is made for. */
public enum EmbeddingScale {
    /** Each dimension less its mean and over its deviation among the training embeddings. */
    WHITENED,
    /** Times √D, which is right for directions spread evenly; the paper multiplies by 17.2. */
    SQRT_DIM
}
