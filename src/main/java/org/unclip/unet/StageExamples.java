package org.unclip.unet;

/**
 * What a stage learns from, B examples; an upsampler needs the pictures alone.
 *
 * @param pictures {@code [B][size · size · 3]}, values in [-1, 1]
 * @param imageEmbeddings {@code [B][D]}, of unit length
 * @param textEncodings {@code [B][N · W]}, a caption's tokens
 */
public record StageExamples(float[][] pictures, float[][] imageEmbeddings, float[][] textEncodings) {}
