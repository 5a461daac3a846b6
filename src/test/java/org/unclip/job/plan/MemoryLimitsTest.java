package org.unclip.job.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.unclip.config.UserError;
import org.unclip.data.table.SparkConfig;
import org.unclip.job.plan.MemoryItem.Where;
import org.unclip.job.plan.MemoryLimits.Limit;

final class MemoryLimitsTest {
    private static final RankMemory RANK = new RankMemory(List.of(
            new MemoryItem("objects", Where.HEAP, 800_000_000, ""),
            new MemoryItem("arrays", Where.NATIVE, 500_000_000, ""),
            new MemoryItem("Java", Where.JVM, 300_000_000, "")));

    @Test
    void rankThatFitsIsNotRefused() {
        assertEquals(
                List.of(), limits(1_000_000_000, 500_000_000, 1_800_000_000).refusals(RANK));
    }

    @Test
    void eachBoundIsToldWithWhatItTakes() {
        assertEquals(
                List.of(
                        "UNCLIP_HEAP is \"900.0 MB\", but must be at least 1.00 GB for the heap of a rank: raise it, use more ranks, or make micro-batches smaller (a higher microBatches).",
                        "UNCLIP_OFFHEAP is \"400.0 MB\", but must be at least 500.0 MB for the memory outside of the heap of a rank: raise it, use more ranks, or make micro-batches smaller (a higher microBatches).",
                        "the memory of this machine is \"1.50 GB\", but must be at least 1.70 GB for the memory, the whole heap among it, of a rank: use a larger one, use more ranks, or make micro-batches smaller (a higher microBatches)."),
                limits(900_000_000, 400_000_000, 1_500_000_000).refusals(RANK));
    }

    @Test
    void executorsOfYarnAreBoundedOutsideOfTheHeapToo() {
        MemoryLimits limits = executor("yarn", Map.of("spark.executor.memory", "4g"));

        assertEquals(4L << 30, limits.heap().bytes());
        assertEquals(
                (long) (0.1 * (4L << 30)), limits.beyondHeap().orElseThrow().bytes());
        assertTrue(limits.refusals(RANK).get(0).startsWith("spark.executor.memoryOverhead is "));
    }

    @Test
    void executorsOfAStandaloneClusterAreNot() {
        MemoryLimits limits = executor("spark://host:7077", Map.of("spark.executor.memory", "4g"));

        assertTrue(limits.beyondHeap().isEmpty());
        assertEquals(List.of(), limits.refusals(RANK));
    }

    @Test
    void ranksShareAnExecutorThatHasCoresForSeveral() {
        MemoryLimits limits = executor(
                "spark://host:7077",
                Map.of("spark.executor.memory", "1g", "spark.executor.cores", "4", "spark.task.cpus", "2"));

        assertEquals(2, limits.ranks());
        assertTrue(
                limits.refusals(RANK).get(0).contains("at least 2.00 GB for the heap of 2 ranks in one process"),
                limits.refusals(RANK).toString());
    }

    @Test
    void wrongSizeIsNamed() {
        UserError error = assertThrows(
                UserError.class, () -> executor("yarn", Map.of("spark.executor.memory", "four gigabytes")));

        assertEquals(
                "spark.settings: spark.executor.memory is \"four gigabytes\", but must be a size such as 4g or 512m: correct it.",
                error.getMessage());
    }

    private static MemoryLimits executor(String master, Map<String, String> settings) {
        return MemoryLimits.ofExecutor(new SparkConfig(master, settings));
    }

    private static MemoryLimits limits(long heap, long beyond, long machine) {
        return new MemoryLimits(
                1,
                new Limit("UNCLIP_HEAP", heap, "raise it", false),
                Optional.of(new Limit("UNCLIP_OFFHEAP", beyond, "raise it", false)),
                Optional.of(new Limit("the memory of this machine", machine, "use a larger one", true)));
    }
}
