package org.unclip.unet;

import java.io.Serializable;
import org.unclip.diffusion.EmbeddingScaling;

/**
 * How a decoder reads its conditions.
 *
 * @param shape of what CLIP gives it
 * @param scaling of the image embeddings
 */
public record StageConditions(ConditionShape shape, EmbeddingScaling scaling) implements Serializable {

    /** All given, none dropped: {@code imageEmbeddings [B][D]}, {@code textEncodings [B][N · W]}. */
    Conditions of(float[][] imageEmbeddings, float[][] textEncodings) {
        return Conditions.of(scaling.scaled(imageEmbeddings), textEncodings, shape);
    }
}
