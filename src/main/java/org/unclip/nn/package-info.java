/**
 * The engine: neural networks as Deeplearning4j {@code ComputationGraph}s of our own kernels.
 *
 * <p>A {@link org.unclip.nn.Kernel} is one differentiable operation with an explicit gradient that runs native
 * operations into workspace arrays. A {@link org.unclip.nn.GraphBuilder} wires kernels to a
 * {@link org.unclip.nn.ModelGraph}, which is a description only; a {@link org.unclip.nn.Network} is one live replica of
 * it. Arrays are c-ordered and channels last: pictures {@code [B, H, W, C]}, tokens {@code [B, N, C]}, vectors
 * {@code [B, C]}. Neither SameDiff nor Deeplearning4j's stock layers are used: on the CPU they are several times slower
 * than the native operations beneath them.
 */
package org.unclip.nn;
