package org.unclip.job.doctor;

import java.util.List;
import java.util.function.Supplier;
import org.unclip.training.gpu.CudaBackend;
import org.unclip.training.gpu.GpuCheck;

/**
 * GPUs, where they are wanted: by a build with CUDA, or by Spark's settings.
 *
 * @param builtIn whether the CUDA backend is in this build
 * @param wanted whether Spark's settings ask for GPUs
 * @param problems why CUDA cannot run here; asked only where it matters
 */
record GpusCheck(boolean builtIn, boolean wanted, Supplier<List<String>> problems) implements Check {
    static GpusCheck ofThisMachine(boolean wanted) {
        return new GpusCheck(CudaBackend.isOnClassPath(), wanted, () -> GpuCheck.ofThisMachine()
                .problems());
    }

    @Override
    public String name() {
        return "GPUs";
    }

    @Override
    public List<Finding> findings() {
        if (!builtIn && !wanted) {
            return List.of(Finding.ok(name(), "none asked for: the CPU computes"));
        }
        List<String> found = problems.get();
        if (found.isEmpty()) {
            return List.of(Finding.ok(name(), "CUDA can run on every GPU in sight"));
        }
        String all = String.join(" ", found);
        return List.of(
                wanted
                        ? Finding.warn(
                                name(),
                                all,
                                "Executors need all of that; this machine, if it is not one of them, does not.")
                        : Finding.warn(name(), all, "Nothing must be done: the CPU computes."));
    }
}
