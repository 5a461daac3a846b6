package org.unclip.nn.kernel;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Says which arrays the fused CPU passes can take; all others go the plain ND4J way, as on a GPU. */
final class Backend {

    private static final boolean CPU = Nd4j.getBackend().getClass().getName().contains("CpuBackend");
    private static final boolean VECTORS =
            ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();

    private Backend() {}

    /** Whether Java sees the arrays' memory. */
    static boolean isCpu() {
        return CPU;
    }

    /** Whether the innermost axis of these floats fills whole vectors of the fused passes. */
    static boolean fuses(INDArray array) {
        return CPU && VECTORS && array.dataType() == DataType.FLOAT && array.size(-1) % Lanes.COUNT == 0;
    }
}
