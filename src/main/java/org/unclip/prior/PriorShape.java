package org.unclip.prior;

import java.io.Serializable;

/**
 * What a CLIP gives a prior to read.
 *
 * @param embedding D, values of an image or text embedding
 * @param textTokens N, tokens of a caption
 * @param textWidth W, channels of a token's encoding
 */
public record PriorShape(int embedding, int textTokens, int textWidth) implements Serializable {}
