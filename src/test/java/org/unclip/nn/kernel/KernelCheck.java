package org.unclip.nn.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.unclip.nn.Kernel;

/**
 * Compares a kernel's gradient with central finite differences in double, and its run in float (fused where the last
 * axis fills vectors) with the plain one in double.
 *
 * <p>Inputs and parameters are standard normal; what is differentiated is the output's inner product with fixed normal
 * weights.
 */
final class KernelCheck {

    private static final double STEP = 1e-5;
    private static final double DIFFERENCE_TOLERANCE = 1e-6; // of the largest derivative, or of 1 where all are smaller
    private static final double FLOAT_TOLERANCE = 1e-4; // likewise

    private final Kernel kernel;
    private final List<INDArray> inputs;
    private final List<INDArray> parameters;
    private final List<Integer> constants = new ArrayList<>();

    private KernelCheck(Kernel kernel, List<INDArray> inputs) {
        this.kernel = kernel;
        this.inputs = inputs;
        this.parameters = kernel.parameters().stream()
                .map(p -> Samples.gaussian(p.name(), p.shape()))
                .toList();
    }

    /** On normal inputs of these shapes. */
    static KernelCheck of(Kernel kernel, long[]... inputShapes) {
        List<INDArray> inputs = new ArrayList<>();
        for (long[] shape : inputShapes) {
            inputs.add(Samples.gaussian("input" + inputs.size(), shape));
        }
        return new KernelCheck(kernel, inputs);
    }

    /** On these inputs. */
    static KernelCheck on(Kernel kernel, INDArray... inputs) {
        return new KernelCheck(kernel, List.of(inputs));
    }

    static long[] shape(long... extents) {
        return extents;
    }

    /** Says that this input has no gradient. */
    KernelCheck constant(int input) {
        constants.add(input);
        return this;
    }

    /** Asserts everything this class can. */
    void passes() {
        differentiates();
        agreesInFloat();
    }

    INDArray output(DataType dataType) {
        return kernel.forward(frame(dataType));
    }

    INDArray input(int index) {
        return inputs.get(index);
    }

    INDArray parameter(int index) {
        return parameters.get(index);
    }

    boolean hasParameter(int index) {
        return index < parameters.size();
    }

    @Override
    public String toString() {
        return kernel
                + inputs.stream().map(x -> Arrays.toString(x.shape())).collect(Collectors.joining(", ", " on ", ""));
    }

    /** Asserts that the gradient is that of finite differences, in every input and parameter. */
    void differentiates() {
        Run run = run(DataType.DOUBLE);
        for (int i = 0; i < inputs.size(); i++) {
            if (constants.contains(i)) {
                assertNull(run.inputGradients[i], "gradient of the constant input " + i);
            } else {
                double[] expected = differences(run.frame, run.weights, run.frame.input(i));
                assertClose(expected, run.inputGradients[i], DIFFERENCE_TOLERANCE, "input " + i);
            }
        }
        for (int i = 0; i < parameters.size(); i++) {
            double[] expected = differences(run.frame, run.weights, run.frame.parameter(i));
            assertClose(expected, run.frame.parameterGradient(i), DIFFERENCE_TOLERANCE, name(i));
        }
    }

    /** Asserts that float and double give the same output and gradients, up to float's rounding. */
    void agreesInFloat() {
        Run exact = run(DataType.DOUBLE);
        Run rounded = run(DataType.FLOAT);
        assertClose(values(exact.output), rounded.output, FLOAT_TOLERANCE, "output");
        for (int i = 0; i < inputs.size(); i++) {
            if (!constants.contains(i)) {
                double[] expected = values(exact.inputGradients[i]);
                assertClose(expected, rounded.inputGradients[i], FLOAT_TOLERANCE, "input " + i);
            }
        }
        for (int i = 0; i < parameters.size(); i++) {
            double[] expected = values(exact.frame.parameterGradient(i));
            assertClose(expected, rounded.frame.parameterGradient(i), FLOAT_TOLERANCE, name(i));
        }
    }

    private String name(int parameter) {
        return kernel.parameters().get(parameter).name();
    }

    private record Run(ArrayFrame frame, INDArray output, INDArray weights, INDArray[] inputGradients) {}

    private Run run(DataType dataType) {
        ArrayFrame frame = frame(dataType);
        INDArray output = kernel.forward(frame);
        INDArray copy = output.dup('c');
        INDArray weights = Samples.gaussian("output weights", output.shape()).castTo(dataType);
        INDArray[] inputGradients = kernel.backward(frame, weights.dup('c'));
        assertEquals(inputs.size(), inputGradients.length, "number of input gradients");
        return new Run(frame, copy, weights, inputGradients);
    }

    private ArrayFrame frame(DataType dataType) {
        return new ArrayFrame(dataType, kernel, inputs, parameters);
    }

    /** Of the functional in a variable of the frame. */
    private double[] differences(ArrayFrame frame, INDArray weights, INDArray variable) {
        double[] result = new double[(int) variable.length()];
        for (int i = 0; i < result.length; i++) {
            double value = variable.getDouble(i);
            variable.putScalar(i, value + STEP);
            double above = functional(frame, weights);
            variable.putScalar(i, value - STEP);
            result[i] = (above - functional(frame, weights)) / (2 * STEP);
            variable.putScalar(i, value);
        }
        return result;
    }

    private double functional(ArrayFrame frame, INDArray weights) {
        return kernel.forward(frame).mul(weights).sumNumber().doubleValue();
    }

    static double[] values(INDArray array) {
        return array.castTo(DataType.DOUBLE).dup('c').data().asDouble();
    }

    static void assertClose(double[] expected, INDArray actual, double tolerance, String what) {
        double scale = Math.max(1, Arrays.stream(expected).map(Math::abs).max().orElse(0));
        assertArrayEquals(expected, values(actual), tolerance * scale, what);
    }
}
