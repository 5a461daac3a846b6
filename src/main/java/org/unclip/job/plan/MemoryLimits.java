package org.unclip.job.plan;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.network.util.JavaUtils;
import org.bytedeco.javacpp.Pointer;
import org.unclip.config.UserError;
import org.unclip.data.table.SparkConfig;

/**
 * What memory a process of a training is given, and by which setting.
 *
 * @param ranks that share the process
 * @param heap largest heap
 * @param beyondHeap largest memory outside of it, native arrays and the virtual machine's own; none where nothing bounds it
 * @param machine memory of the machine that all of the process must fit into, where that is this one
 */
public record MemoryLimits(int ranks, Limit heap, Optional<Limit> beyondHeap, Optional<Limit> machine) {
    private static final String MEMORY = "spark.executor.memory";
    private static final String OVERHEAD = "spark.executor.memoryOverhead";
    private static final String FACTOR = "spark.executor.memoryOverheadFactor";
    private static final String CORES = "spark.executor.cores";
    private static final String CPUS = "spark.task.cpus";
    private static final double DEFAULT_FACTOR = 0.1;
    private static final long LEAST_OVERHEAD = 384L << 20;

    /**
     * A bound.
     *
     * @param setting that sets it
     * @param mend what to do where it is too low, a clause
     * @param countsJvm whether the virtual machine's own counts
     */
    public record Limit(String setting, long bytes, String mend, boolean countsJvm) {}

    /** Of this process, as {@code jobs/unclip} would start a training with a local master. */
    static MemoryLimits here() {
        long machine =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
        return new MemoryLimits(
                1,
                new Limit("UNCLIP_HEAP", Runtime.getRuntime().maxMemory(), "raise it", false),
                Optional.of(new Limit("UNCLIP_OFFHEAP", Pointer.maxBytes(), "raise it", false)),
                Optional.of(new Limit("the memory of this machine", machine, "use a larger one, or a cluster", true)));
    }

    /** Of an executor, as Spark's settings have it. */
    static MemoryLimits ofExecutor(SparkConfig spark) {
        Map<String, String> settings = spark.settings();
        long memory = bytes(settings, MEMORY).orElse(1L << 30);
        int cores = number(settings, CORES).orElse(1);
        boolean bounded = !spark.master().startsWith("spark://");
        double factor =
                Optional.ofNullable(settings.get(FACTOR)).map(Double::valueOf).orElse(DEFAULT_FACTOR);
        OptionalLong overhead = bytes(settings, OVERHEAD);
        long beyond = overhead.orElse(Math.max(LEAST_OVERHEAD, (long) (factor * memory)));
        return new MemoryLimits(
                Math.max(1, cores / threads(spark)),
                new Limit(MEMORY, memory, "raise it in spark.settings", false),
                bounded || overhead.isPresent()
                        ? Optional.of(new Limit(OVERHEAD, beyond, "raise it in spark.settings", true))
                        : Optional.empty(),
                Optional.empty());
    }

    /** Worker threads of a rank on an executor. */
    static int threads(SparkConfig spark) {
        return number(spark.settings(), CPUS).orElse(1);
    }

    /** The sentences that say why a process with such ranks does not fit; none if it does. */
    List<String> refusals(RankMemory rank) {
        List<String> refusals = new ArrayList<>();
        long jvm = rank.bytes(MemoryItem.Where.JVM);
        long arrays = ranks * rank.bytes(MemoryItem.Where.NATIVE);
        check(heap, ranks * rank.heapNeeded(), "heap", refusals);
        beyondHeap.ifPresent(
                limit -> check(limit, arrays + (limit.countsJvm ? jvm : 0), "memory outside of the heap", refusals));
        machine.ifPresent(
                limit -> check(limit, heap.bytes + arrays + jvm, "memory, the whole heap among it,", refusals));
        return refusals;
    }

    private void check(Limit limit, long needed, String what, List<String> refusals) {
        if (needed > limit.bytes) {
            refusals.add(UserError.of(
                            limit.setting,
                            Bytes.words(limit.bytes),
                            "at least %s for the %s of %s"
                                    .formatted(
                                            Bytes.words(needed),
                                            what,
                                            ranks == 1 ? "a rank" : ranks + " ranks in one process"),
                            limit.mend + ", use more ranks, or make micro-batches smaller (a higher microBatches)")
                    .getMessage());
        }
    }

    private static OptionalLong bytes(Map<String, String> settings, String key) {
        String value = settings.get(key);
        if (value == null) {
            return OptionalLong.empty();
        }
        try {
            // Spark takes a bare number of the overhead for MiB, as of no other size.
            return OptionalLong.of(JavaUtils.byteStringAsMb(value) << 20);
        } catch (NumberFormatException e) {
            throw UserError.of("spark.settings: " + key, value, "a size such as 4g or 512m", "correct it");
        }
    }

    private static Optional<Integer> number(Map<String, String> settings, String key) {
        try {
            return Optional.ofNullable(settings.get(key)).map(Integer::valueOf);
        } catch (NumberFormatException e) {
            throw UserError.of("spark.settings: " + key, settings.get(key), "a whole number", "correct it");
        }
    }
}
