package org.unclip.unet;

import java.io.Serializable;

/**
 * What a CLIP gives a decoder to read.
 *
 * @param embedding length of an image embedding
 * @param textWidth channels of a text token's encoding
 * @param textTokens tokens a caption
 */
public record ConditionShape(int embedding, int textWidth, int textTokens) implements Serializable {}
