package org.unclip.nn.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.unclip.nn.Frame;
import org.unclip.nn.Kernel;

/** Sum of its inputs, all of one shape: the residual connection. */
public record Add() implements Kernel {

    @Override
    public INDArray forward(Frame frame) {
        INDArray y = frame.output(frame.input(0).shape());
        frame.input(0).add(frame.input(1), y);
        for (int i = 2; i < frame.numInputs(); i++) {
            y.addi(frame.input(i));
        }
        return y;
    }

    @Override
    public INDArray[] backward(Frame frame, INDArray gradient) {
        INDArray[] gradients = new INDArray[frame.numInputs()];
        for (int i = 0; i < gradients.length; i++) {
            gradients[i] = frame.inputGradient(i).assign(gradient);
        }
        return gradients;
    }
}
