package org.unclip.job.plan;

import static org.unclip.job.plan.MemoryItem.Where.HEAP;
import static org.unclip.job.plan.MemoryItem.Where.JVM;
import static org.unclip.job.plan.MemoryItem.Where.NATIVE;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.unclip.job.bench.RankBytes;
import org.unclip.paramserver.ReductionTree;
import org.unclip.paramserver.SliceMap;

/**
 * What a rank holds at its peak.
 *
 * <p>Counted are the objects that a collection of garbage leaves in the heap, native memory, and the virtual machine's own.
 * The heap itself must be larger: see {@link #heapNeeded}. Rank 0 is taken, whose slice is the largest.
 *
 * @param items all of it
 */
public record RankMemory(List<MemoryItem> items) {
    /** Spark's and ND4J's objects, tables' metadata among them. */
    private static final long BASE_HEAP = 110_000_000;

    /** Classes, compiled code, thread stacks and native libraries of a process with Spark and ND4J. */
    private static final long BASE_JVM = 480_000_000;

    /** Drawing keeps no activations for a gradient, but what each of its steps made until garbage is collected. Measured. */
    private static final int SAMPLING_WORKSPACES = 3;

    private static final long LEAST_HEAP = 512L << 20; // Spark starts with no less than 450 MiB
    private static final double HEAP_IN_USE = 0.8; // the rest is garbage, and what large arrays leave between them

    public RankMemory {
        items = List.copyOf(items);
    }

    /**
     * Of a rank of a training.
     *
     * @param workers its threads
     * @param measured what a worker needs; empty if that could not be measured, which then is left out
     * @param draws whether this process draws samples too: the only one, not an executor
     */
    static RankMemory of(
            PlannedTraining training, int ranks, int workers, Optional<Calibration> measured, boolean draws) {
        long vector = training.vectorBytes();
        SliceMap slices = new SliceMap(Math.toIntExact(training.parameters()), ranks);
        ReductionTree tree = new ReductionTree(training.config().microBatches());
        RankBytes own = RankBytes.of(slices, tree, 0);
        int used = workersUsed(tree, ranks, workers);
        long sums = sums(tree, ranks, used) * vector;
        List<MemoryItem> items = new ArrayList<>();
        items.add(new MemoryItem("weights of its slice", HEAP, own.parameters(), "trained here"));
        items.add(new MemoryItem("Adam's moments", HEAP, own.optimiser(), "two, of its slice"));
        items.add(new MemoryItem("moving average", HEAP, own.average(), "of its slice"));
        items.add(new MemoryItem(
                "gradients",
                HEAP,
                sums,
                "partial sums of the reduction tree, %s".formatted(PlanTable.count(used, "worker"))));
        if (ranks > 1) {
            items.add(new MemoryItem("gradients received", HEAP, own.received(), "other ranks' sums of its slice"));
            int wholes = training.config().validateEvery() > 0 ? 2 : 1;
            items.add(new MemoryItem(
                    "weights received", HEAP, wholes * own.whole(), wholes == 2 ? "all, and their average" : "all"));
        }
        long beginning = vector + own.parameters() - sums; // first values and their slice, before there are gradients
        if (beginning > 0) {
            items.add(new MemoryItem("first weights", HEAP, beginning, "more than the gradients, while it begins"));
        }
        items.add(new MemoryItem("weights of the workers", NATIVE, used * vector, PlanTable.count(used, "worker")));
        items.add(new MemoryItem("gradients of the workers", NATIVE, used * vector, PlanTable.count(used, "worker")));
        int microBatch = training.config().microBatchSize();
        long activations =
                measured.map(cost -> used * cost.activationBytes(microBatch)).orElse(0L);
        items.add(new MemoryItem(
                "activations",
                NATIVE,
                activations,
                measured.map(cost -> "%d examples, %s, measured".formatted(microBatch, PlanTable.count(used, "worker")))
                        .orElse("NOT KNOWN: could not be measured here")));
        long end = training.endBytes() - activations - 2 * used * vector;
        if (draws && end > 0) {
            items.add(new MemoryItem("held-out pairs at the end", NATIVE, end, "more than the training's arrays"));
        }
        if (draws && training.samples() > 0) {
            items.add(new MemoryItem(
                    "weights that draw samples", HEAP, 2 * vector, "averaged, and in the model's order"));
            long drawing = measured.map(cost -> SAMPLING_WORKSPACES * cost.workspaceBytes(training.samples()))
                    .orElse(0L);
            items.add(new MemoryItem(
                    "drawing samples", NATIVE, vector + drawing, "weights, and activations of all steps"));
        }
        items.addAll(process());
        return new RankMemory(items);
    }

    /** What a process of Unclip needs, whatever it does. */
    static List<MemoryItem> process() {
        return List.of(
                new MemoryItem("Spark and ND4J", HEAP, BASE_HEAP, "their objects"),
                new MemoryItem("Java itself", JVM, BASE_JVM, "code, classes, threads, native libraries"));
    }

    /** The most micro-batches that a rank has can keep so many workers busy. */
    static int workersUsed(ReductionTree tree, int ranks, int workers) {
        return Math.min(workers, microBatches(tree, ranks));
    }

    /** The most micro-batches that a rank has. */
    static int microBatches(ReductionTree tree, int ranks) {
        return (tree.microBatches() + ranks - 1) / ranks;
    }

    /** Vectors that all workers of rank 0 hold at most: of the sums that wait for their sibling, and the newest gradient. */
    private static long sums(ReductionTree tree, int ranks, int workers) {
        int end = tree.firstOf(1, ranks);
        return IntStream.range(0, workers)
                .mapToLong(worker -> {
                    int first = worker * end / workers;
                    return IntStream.range(first, (worker + 1) * end / workers)
                            .mapToLong(next -> 1 + tree.cover(first, next).size())
                            .max()
                            .orElse(0);
                })
                .sum();
    }

    /** What is in use of a part of the memory. */
    public long bytes(MemoryItem.Where where) {
        return items.stream()
                .filter(item -> item.where() == where)
                .mapToLong(MemoryItem::bytes)
                .sum();
    }

    /** All that is in use, the garbage in the heap not counted. */
    public long total() {
        return items.stream().mapToLong(MemoryItem::bytes).sum();
    }

    /** What the training itself needs, without what any process of Unclip does. */
    public long trainingBytes() {
        return total() - process().stream().mapToLong(MemoryItem::bytes).sum();
    }

    /** How large the heap must be for its objects, with the room that the collector needs, and for Spark to start. */
    public long heapNeeded() {
        return Math.max(LEAST_HEAP, (long) (bytes(HEAP) / HEAP_IN_USE));
    }
}
