package org.unclip.nn;

import java.io.Serializable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonTypeInfo;

/** What training minimises: a number and its gradient in the network's output. */
@JsonTypeInfo(use = JsonTypeInfo.Id.CLASS, property = "@class") // in Deeplearning4j's model files
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
