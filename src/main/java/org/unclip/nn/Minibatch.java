package org.unclip.nn;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * Arrays of one training step of one replica. Holds references, copies nothing.
 *
 * @param inputs one a graph input, in its order, each {@code [B, …]}
 * @param labels the loss's labels
 * @param weights a loss weight an example, {@code [B]}, or {@code null} for ones
 */
public record Minibatch(INDArray[] inputs, INDArray labels, INDArray weights) {

    /** The same as Deeplearning4j's {@code fit} takes it: the weights are the mask of the labels. */
    public MultiDataSet forFit() {
        INDArray[] masks = weights == null ? null : new INDArray[] {weights};
        return new org.nd4j.linalg.dataset.MultiDataSet(Network.dense(inputs), new INDArray[] {labels}, null, masks);
    }
}
