package org.unclip.clip;

/**
 * What CLIP says of a text.
 *
 * @param embedding {@code z_t}, {@code [D]}, of unit length
 * @param tokenIds of the text, {@code [N]}
 * @param tokens the encoder's output for every token, {@code [N, W]}: context length by text width, after the last
 *     LayerNorm; not copied, as it is large: nobody may write to it
 */
@SuppressWarnings("ArrayRecordComponent") // carries values, is never compared
public record TextEncoding(float[] embedding, int[] tokenIds, float[] tokens) {}
