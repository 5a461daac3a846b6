package org.unclip.nn;

import java.io.Serializable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What training minimises: a number and its gradient in the network's output. */
public interface Loss extends Serializable {

    /**
     * The mean loss of a batch.
     *
     * @param output the network's output, {@code [B, …]}
     * @param labels what it is compared with; its meaning is the loss's own
     * @param weights a weight an example, {@code [B]}, or {@code null} for ones
     * @param gradient where {@code ∂loss/∂output} is written, in the output's shape; {@code null} where not wanted
     */
    double evaluate(INDArray output, INDArray labels, INDArray weights, INDArray gradient);
}
