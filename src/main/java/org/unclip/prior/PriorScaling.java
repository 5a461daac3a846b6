package org.unclip.prior;

import java.io.Serializable;
import org.unclip.diffusion.EmbeddingScaling;

/**
 * How a prior's embeddings are scaled.
 *
 * @param image image embeddings, which it diffuses
 * @param text text embeddings, which it reads
 */
public record PriorScaling(EmbeddingScaling image, EmbeddingScaling text) implements Serializable {

    /** Both times √D. */
    public static PriorScaling sqrtDim(int dimensions) {
        return new PriorScaling(EmbeddingScaling.sqrtDim(dimensions), EmbeddingScaling.sqrtDim(dimensions));
    }
}
