package org.unclip.nn;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a kernel sees of one execution: its inputs and parameters, and where to allocate.
 *
 * <p>Used by one thread. Arrays are uninitialised when handed out.
 */
public interface Frame {

    /** How many inputs the kernel was given. */
    int numInputs();

    /** Input {@code index}; not to be changed. */
    INDArray input(int index);

    /** Parameter {@code index} of {@link Kernel#parameters()} in its shape: a view of the flat vector. */
    INDArray parameter(int index);

    /** Where its gradient goes: a view of the flat gradient. */
    INDArray parameterGradient(int index);

    /** The output array of the forward pass. */
    INDArray output(long... shape);

    /** Where the gradient of input {@code index} goes, in that input's shape. */
    INDArray inputGradient(int index);

    /** A forward intermediate that the backward pass finds again under {@code slot} with {@link #kept}. */
    INDArray keep(int slot, long... shape);

    /** The array made by {@link #keep} in the forward pass. */
    INDArray kept(int slot);

    /** An array that lives until the kernel returns. */
    INDArray scratch(long... shape);
}
