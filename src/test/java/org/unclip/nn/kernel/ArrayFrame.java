package org.unclip.nn.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.unclip.nn.Frame;
import org.unclip.nn.Kernel;
import org.unclip.nn.Parameter;

/**
 * A frame of plain arrays in either data type. Inputs are views of larger arrays; parameters and their gradients, as in
 * a network, of one flat array each. What is handed out uninitialised holds NaN, so that a value read or left unwritten shows.
 */
final class ArrayFrame implements Frame {

    private final DataType dataType;
    private final INDArray[] inputs;
    private final INDArray[] parameters;
    private final INDArray[] parameterGradients;
    private final Map<Integer, INDArray> kept = new HashMap<>();

    ArrayFrame(DataType dataType, Kernel kernel, List<INDArray> inputs, List<INDArray> parameters) {
        this.dataType = dataType;
        this.inputs = inputs.stream().map(this::view).toArray(INDArray[]::new);
        this.parameters = views(kernel, nans(1, length(kernel) + 1));
        this.parameterGradients = views(kernel, nans(1, length(kernel) + 1));
        for (int i = 0; i < this.parameters.length; i++) {
            this.parameters[i].assign(parameters.get(i).castTo(dataType));
        }
    }

    /** The values as a view that starts behind the first value of another array. */
    private INDArray view(INDArray values) {
        INDArray flat = nans(values.length() + 1).get(NDArrayIndex.interval(1, values.length() + 1));
        return flat.reshape('c', values.shape()).assign(values.castTo(dataType));
    }

    private static long length(Kernel kernel) {
        return kernel.parameters().stream().mapToLong(Parameter::length).sum();
    }

    /** Views that start behind the first value: no kernel may count on offset zero. */
    private static INDArray[] views(Kernel kernel, INDArray flat) {
        List<INDArray> views = new ArrayList<>();
        long offset = 1;
        for (Parameter parameter : kernel.parameters()) {
            long end = offset + parameter.length();
            INDArray values = flat.reshape(flat.length()).get(NDArrayIndex.interval(offset, end));
            views.add(values.reshape('c', parameter.shape()));
            offset = end;
        }
        return views.toArray(INDArray[]::new);
    }

    private INDArray nans(long... shape) {
        return Nd4j.valueArrayOf(shape, Double.NaN, dataType);
    }

    @Override
    public int numInputs() {
        return inputs.length;
    }

    @Override
    public INDArray input(int index) {
        return inputs[index];
    }

    @Override
    public INDArray parameter(int index) {
        return parameters[index];
    }

    @Override
    public INDArray parameterGradient(int index) {
        return parameterGradients[index];
    }

    @Override
    public INDArray output(long... shape) {
        return nans(shape);
    }

    @Override
    public INDArray inputGradient(int index) {
        return nans(inputs[index].shape());
    }

    @Override
    public INDArray keep(int slot, long... shape) {
        kept.put(slot, nans(shape));
        return kept.get(slot);
    }

    @Override
    public INDArray kept(int slot) {
        return kept.get(slot);
    }

    @Override
    public INDArray scratch(long... shape) {
        return nans(shape);
    }
}
