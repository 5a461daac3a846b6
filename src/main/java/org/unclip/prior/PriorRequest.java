package org.unclip.prior;

/**
 * An embedding to draw.
 *
 * @param textEmbedding {@code [D]}, of unit length
 * @param textEncoding {@code [N · W]}, the caption's tokens
 * @param prompt number of the caption, and
 * @param sample number of the draw for it: together with a seed they name the draw, whatever batch it is in
 */
@SuppressWarnings("ArrayRecordComponent") // carries values, is never compared
public record PriorRequest(float[] textEmbedding, float[] textEncoding, long prompt, long sample) {}
