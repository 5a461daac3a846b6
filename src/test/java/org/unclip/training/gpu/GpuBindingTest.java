package org.unclip.training.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.unclip.config.ExitCode;
import org.unclip.config.UserError;

final class GpuBindingTest {
    private final TwoDevices devices = new TwoDevices();

    @Test
    void everyThreadOfARankComputesOnItsDevice() throws InterruptedException {
        GpuBinding first = binding(null, "0");
        GpuBinding second = binding(null, "1");

        runIn("a", first::bindThisThread);
        runIn("b", second::bindThisThread);
        runIn("c", second::bindThisThread);

        assertEquals(Map.of("a", 0, "b", 1, "c", 1), devices.used);
    }

    @Test
    void withoutAnAddressNothingIsTouched() {
        GpuBinding.of(List.of(), new VisibleDevices("no device at all"), devices)
                .bindThisThread();

        assertFalse(devices.asked);
        assertEquals(Map.of(), devices.used);
    }

    @Test
    void visibleDevicesAreCountedAnew() throws InterruptedException {
        runIn("a", binding("2, 3", "3")::bindThisThread);
        runIn("b", binding("3,2", "3")::bindThisThread);

        assertEquals(Map.of("a", 1, "b", 0), devices.used);
    }

    @Test
    void hiddenDevicesAreRefused() {
        String mend =
                "\", but must be numbers that include 3, the GPU that Spark gave this task: unset it for the worker,"
                        + " since Spark gives out the GPUs.";

        assertEquals("CUDA_VISIBLE_DEVICES is \"0,1" + mend, fault("0,1", "3"));
        assertEquals("CUDA_VISIBLE_DEVICES is \"0,-1,3" + mend, fault("0,-1,3", "3"));
        assertEquals("CUDA_VISIBLE_DEVICES is \"" + mend, fault("", "3"));
        assertEquals("CUDA_VISIBLE_DEVICES is \"GPU-8932f937" + mend, fault("GPU-8932f937", "3"));
    }

    @Test
    void addressesAreNumbers() {
        assertEquals(
                "A GPU's address from Spark is \"GPU-8932f937\", but must be its number on the machine: let the worker's"
                        + " discovery script print what nvidia-smi --query-gpu=index prints.",
                fault(null, "GPU-8932f937"));
    }

    @Test
    void aRankHasOneGpu() {
        assertEquals(
                "spark.task.resource.gpu.amount is 2, but must be 1: a rank computes on one GPU; start more ranks.",
                fault(null, "0", "1"));
    }

    @Test
    void devicesThatCudaDoesNotSeeAreRefused() {
        assertEquals(
                "Spark gave this task GPU 2, but CUDA sees 2 here: let the worker's discovery script print the GPUs of"
                        + " its own machine, and containers show them all.",
                fault(null, "2"));
    }

    @Test
    void aBuildForTheCpuSaysHowToBuildForCuda() {
        assumeFalse(CudaBackend.isOnClassPath(), "built with -Pcuda");

        UserError error = assertThrows(UserError.class, () -> GpuBinding.of(List.of("0")));

        assertEquals(
                "The CUDA backend is not in this build: build with mvn -B -q -Pcuda -DskipTests compile, or start the"
                        + " job without spark.task.resource.gpu.amount.",
                error.getMessage());
        assertEquals(ExitCode.FATAL, error.exitCode());
    }

    private GpuBinding binding(String visible, String... addresses) {
        return GpuBinding.of(List.of(addresses), new VisibleDevices(visible), devices);
    }

    private String fault(String visible, String... addresses) {
        UserError error = assertThrows(UserError.class, () -> binding(visible, addresses));
        assertEquals(ExitCode.FATAL, error.exitCode());
        return error.getMessage();
    }

    private static void runIn(String thread, Runnable task) throws InterruptedException {
        Thread started = new Thread(task, thread);
        started.start();
        started.join();
    }

    /** A backend that remembers which thread computes where. */
    private static final class TwoDevices implements GpuBinding.Devices {
        private final Map<String, Integer> used = new ConcurrentHashMap<>();
        private boolean asked;

        @Override
        public int count() {
            asked = true;
            return 2;
        }

        @Override
        public void use(int device) {
            used.put(Thread.currentThread().getName(), device);
        }
    }
}
