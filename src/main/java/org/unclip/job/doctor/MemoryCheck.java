package org.unclip.job.doctor;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import org.bytedeco.javacpp.Pointer;

/**
 * The machine's memory against what this process may take.
 *
 * @param machine bytes, of the container if there is one
 * @param heap bytes, UNCLIP_HEAP
 * @param offHeap bytes, UNCLIP_OFFHEAP
 */
record MemoryCheck(long machine, long heap, long offHeap) implements Check {
    private static final double GIGA = 1e9;
    private static final long JVM = 500_000_000; // code, classes and threads of a process with Spark and ND4J

    static MemoryCheck ofThisProcess() {
        return new MemoryCheck(
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize(),
                Runtime.getRuntime().maxMemory(),
                Pointer.maxBytes());
    }

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public List<Finding> findings() {
        String found = String.format(
                Locale.ROOT,
                "%.1f GB, of which a job may take %.1f (UNCLIP_HEAP) + %.1f (UNCLIP_OFFHEAP) + 0.5",
                machine / GIGA,
                heap / GIGA,
                offHeap / GIGA);
        return List.of(
                heap + offHeap + JVM > machine
                        ? Finding.fail(name(), found, "Lower UNCLIP_HEAP or UNCLIP_OFFHEAP, or use a larger machine.")
                        : Finding.ok(name(), found));
    }
}
