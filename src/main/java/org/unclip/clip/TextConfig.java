package org.unclip.clip;

import java.io.Serializable;

/**
 * The text encoder: a causal Transformer.
 *
 * @param width channels of a token; OpenAI's ViT-B/32 has 512
 * @param layers Transformer blocks
 * @param heads attention heads, divides the width
 */
public record TextConfig(int width, int layers, int heads) implements Serializable {
    /** Checks the ranges. */
    public TextConfig {
        ClipConfig.requirePositive("width", width);
        ClipConfig.requirePositive("layers", layers);
        ClipConfig.requirePositive("heads", heads);
        ClipConfig.requireDivides("heads", heads, "width", width);
    }
}
