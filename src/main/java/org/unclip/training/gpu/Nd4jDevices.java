package org.unclip.training.gpu;

import org.nd4j.linalg.factory.Nd4j;
import org.unclip.config.UserError;

/** The devices of ND4J's CUDA backend. */
final class Nd4jDevices implements GpuBinding.Devices {

    /** {@inheritDoc} Refuses the CPU's backend, which would say 1. */
    @Override
    public int count() {
        if (!CudaBackend.isOnClassPath()) {
            throw UserError.fatal(CudaBackend.NOT_BUILT_IN);
        }
        if (!startsCuda()) {
            throw UserError.fatal("ND4J took the CPU although Spark gave this task a GPU, for a reason that is in the"
                    + " executor's standard error: mend that, and unset BACKEND_PRIORITY_CPU if it is set.");
        }
        return Nd4j.getAffinityManager().getNumberOfDevices();
    }

    private static boolean startsCuda() {
        try {
            return CudaBackend.isChosen();
        } catch (LinkageError e) { // thrown by ND4J's initialiser, whatever went wrong in it
            Throwable reason = e;
            while (reason.getCause() != null) {
                reason = reason.getCause();
            }
            throw UserError.fatal(
                    "ND4J's CUDA backend does not start (%s): update NVIDIA's driver, or train on the CPU."
                            .formatted(reason.getMessage()),
                    e);
        }
    }

    /** {@inheritDoc} Also forgets the stream that ND4J keeps for the thread, which belongs to the device before. */
    @Override
    public void use(int device) {
        Nd4j.getAffinityManager().unsafeSetDevice(device);
    }
}
