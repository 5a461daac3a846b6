package org.unclip.training;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.unclip.paramserver.ReductionTree;

/** The workers of this process, which share a step's micro-batches in contiguous ranges. */
final class Workers implements AutoCloseable {
    private final List<Worker> workers;

    /** At most one worker a thread and a micro-batch, for vectors of {@code length} elements. */
    Workers(ReductionTree tree, int threads, int length, GradientSource.Factory sources) {
        int count = Math.min(threads, tree.microBatches());
        this.workers = IntStream.range(0, count)
                .mapToObj(i -> new Worker(tree.firstOf(i, count), tree.firstOf(i + 1, count), length, sources))
                .toList();
    }

    /**
     * Computes all shares of a step, from left to right.
     *
     * @throws RuntimeException what the leftmost failing worker threw, after all have ended
     */
    List<Worker.Share> compute(long step, float[] parameters) {
        List<CompletableFuture<Worker.Share>> running =
                workers.stream().map(worker -> worker.compute(step, parameters)).toList();
        running.forEach(share -> share.handle((done, fault) -> null).join());
        try {
            return running.stream().map(CompletableFuture::join).toList();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException fault) {
                throw fault;
            }
            if (e.getCause() instanceof Error fault) {
                throw fault;
            }
            throw e;
        }
    }

    @Override
    public void close() {
        workers.forEach(Worker::close);
    }
}
