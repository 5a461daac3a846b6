package org.unclip.prior;

/**
 * What a prior learns from, B pairs as CLIP embeds them.
 *
 * @param imageEmbeddings {@code [B][D]}, of unit length
 * @param textEmbeddings {@code [B][D]}, of unit length
 * @param textEncodings {@code [B][N · W]}, a caption's tokens
 */
@SuppressWarnings("ArrayRecordComponent") // carries values, is never compared
public record PriorExamples(float[][] imageEmbeddings, float[][] textEmbeddings, float[][] textEncodings) {}
