package org.unclip.nn.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/** Runs libnd4j operations by name into arrays that exist already. */
final class NativeOp {

    private static final int[] NONE = {};

    private NativeOp() {}

    static void run(String name, INDArray[] inputs, INDArray[] outputs) {
        run(name, inputs, outputs, NONE);
    }

    static void run(String name, INDArray[] inputs, INDArray[] outputs, int... integers) {
        Nd4j.exec(DynamicCustomOp.builder(name)
                .addInputs(inputs)
                .addOutputs(outputs)
                .addIntegerArguments(integers)
                .build());
    }

    /** {@code result = op(a) · op(b)}, where op transposes the last two axes if asked; rank 2, or batches of rank 3. */
    static void matmul(INDArray a, boolean transposeA, INDArray b, boolean transposeB, INDArray result) {
        Nd4j.exec(DynamicCustomOp.builder("matmul")
                .addInputs(a, b)
                .addOutputs(result)
                .addIntegerArguments(transposeA ? 1 : 0, transposeB ? 1 : 0, 0)
                .addFloatingPointArguments(1.0, 0.0)
                .build());
    }
}
