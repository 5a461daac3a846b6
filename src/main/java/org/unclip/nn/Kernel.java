package org.unclip.nn;

import java.io.Serializable;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonTypeInfo;

/**
 * One differentiable operation with an explicit gradient; a vertex of a {@link ModelGraph}.
 *
 * <p>A kernel is an immutable description (a record): what changes from call to call is in the {@link Frame}. Kernels
 * run in float and in double; those with a fused CPU path take it for float on the CPU backend only.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.CLASS, property = "@class") // in Deeplearning4j's model files
public interface Kernel extends Serializable {

    /** Its parameters in flat-vector order; none by default. */
    default List<Parameter> parameters() {
        return List.of();
    }

    /** Computes the output into an array from {@link Frame#output}. */
    INDArray forward(Frame frame);

    /**
     * Writes (never adds to) every parameter's gradient, and returns the gradient of each input in order, made with
     * {@link Frame#inputGradient}; {@code null} for an input that has none, such as token ids.
     *
     * @param gradient the gradient of the loss in the output; may be overwritten
     */
    INDArray[] backward(Frame frame, INDArray gradient);
}
