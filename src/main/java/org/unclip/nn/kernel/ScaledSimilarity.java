package org.unclip.nn.kernel;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.unclip.nn.Frame;
import org.unclip.nn.Init;
import org.unclip.nn.Kernel;
import org.unclip.nn.Parameter;

/**
 * Logits of the contrastive loss: {@code min(e^s, max) · image · textᵀ}, inputs {@code [B, C]} each of unit length,
 * output {@code [B, B]} with a row a picture (Radford et al. 2021, section 2.3). The learned {@code s} is the logarithm
 * of the inverse temperature; at the clamp its gradient counts only where it leads back down.
 *
 * @param max largest scale; CLIP's is 100
 */
public record ScaledSimilarity(double max) implements Kernel {

    private static final double INITIAL_TEMPERATURE = 0.07;

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.vector("logitScale", Init.constant(-Math.log(INITIAL_TEMPERATURE)), 1));
    }

    @Override
    public INDArray forward(Frame frame) {
        INDArray image = frame.input(0);
        INDArray y = frame.output(image.size(0), image.size(0));
        NativeOp.matmul(image, false, frame.input(1), true, y);
        return y.muli(scale(frame));
    }

    @Override
    public INDArray[] backward(Frame frame, INDArray gradient) {
        INDArray image = frame.input(0);
        INDArray text = frame.input(1);
        double scale = scale(frame);
        INDArray similarity = frame.scratch(gradient.shape());
        NativeOp.matmul(image, false, text, true, similarity);
        double slope = scale * similarity.mul(gradient).sumNumber().doubleValue();
        boolean leadsUp = scale >= max && slope < 0;
        frame.parameterGradient(0).assign(leadsUp ? 0 : slope);
        INDArray dImage = frame.inputGradient(0);
        INDArray dText = frame.inputGradient(1);
        NativeOp.matmul(gradient, false, text, false, dImage);
        NativeOp.matmul(gradient, true, image, false, dText);
        return new INDArray[] {dImage.muli(scale), dText.muli(scale)};
    }

    private double scale(Frame frame) {
        return Math.min(max, StrictMath.exp(frame.parameter(0).getDouble(0)));
    }
}
