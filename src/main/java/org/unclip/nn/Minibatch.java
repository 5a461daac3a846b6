package org.unclip.nn;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Arrays of one training step of one replica. Holds references, copies nothing.
 *
 * @param inputs one a graph input, in its order, each {@code [B, …]}
 * @param labels the loss's labels
 * @param weights a loss weight an example, {@code [B]}, or {@code null} for ones
 */
public record Minibatch(INDArray[] inputs, INDArray labels, INDArray weights) {}
