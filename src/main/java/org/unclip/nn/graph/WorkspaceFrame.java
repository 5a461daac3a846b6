package org.unclip.nn.graph;

import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.unclip.nn.Frame;

/**
 * A frame that allocates in Deeplearning4j's workspaces.
 *
 * <p>In training, activations and kept arrays live until the step ends; in inference, activations until their last
 * reader has run and kept arrays until the kernel returns.
 */
final class WorkspaceFrame implements Frame {

    private static final int MAX_KEPT = 8;

    private final INDArray[] parameters;
    private final DataType dataType;
    private final INDArray[] kept = new INDArray[MAX_KEPT];
    private INDArray[] gradients;
    private INDArray[] inputs;
    private LayerWorkspaceMgr workspaces;
    private boolean training;
    private ArrayType working;

    WorkspaceFrame(INDArray[] parameters, DataType dataType) {
        this.parameters = parameters;
        this.dataType = dataType;
    }

    void setGradients(INDArray[] gradients) {
        this.gradients = gradients;
    }

    void enterForward(INDArray[] inputs, LayerWorkspaceMgr workspaces, boolean training) {
        this.inputs = inputs;
        this.workspaces = workspaces;
        this.training = training;
        working = ArrayType.FF_WORKING_MEM;
    }

    void enterBackward(LayerWorkspaceMgr workspaces) {
        this.workspaces = workspaces;
        working = ArrayType.BP_WORKING_MEM;
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
        return gradients[index];
    }

    @Override
    public INDArray output(long... shape) {
        return create(ArrayType.ACTIVATIONS, shape);
    }

    @Override
    public INDArray inputGradient(int index) {
        return create(ArrayType.ACTIVATION_GRAD, inputs[index].shape());
    }

    @Override
    public INDArray keep(int slot, long... shape) {
        kept[slot] = create(training ? ArrayType.ACTIVATIONS : working, shape);
        return kept[slot];
    }

    @Override
    public INDArray kept(int slot) {
        return kept[slot];
    }

    @Override
    public INDArray scratch(long... shape) {
        return create(working, shape);
    }

    private INDArray create(ArrayType type, long... shape) {
        return workspaces.createUninitialized(type, dataType, shape, 'c');
    }
}
