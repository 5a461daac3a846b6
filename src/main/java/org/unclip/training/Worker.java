package org.unclip.training;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.unclip.paramserver.Chunks;
import org.unclip.paramserver.GlobalNorm;
import org.unclip.paramserver.PartialSums;
import org.unclip.paramserver.PartialSums.Part;
import org.unclip.paramserver.ReductionTree.Node;

/** One thread with its own {@link GradientSource}, for a contiguous range of a step's micro-batches. */
final class Worker implements AutoCloseable {
    /**
     * What a worker adds to a step.
     *
     * @param losses mean loss of each of its micro-batches
     * @param parts partial sums of their gradients; valid until the worker's next step
     */
    record Share(double[] losses, List<Part> parts) {}

    private final int first;
    private final int end;
    private final Chunks ownThread = new Chunks(1);
    private final PartialSums sums;
    private final ExecutorService thread;
    private final CompletableFuture<GradientSource> source;

    /** A worker for micro-batches {@code [first, end)} and vectors of {@code length} elements. */
    Worker(int first, int end, int length, GradientSource.Factory sources) {
        this.first = first;
        this.end = end;
        this.sums = new PartialSums(length, ownThread);
        this.thread = Executors.newSingleThreadExecutor(task -> {
            Thread worker = new Thread(task, "unclip-worker-" + first);
            worker.setDaemon(true);
            return worker;
        });
        this.source = CompletableFuture.supplyAsync(sources::open, thread);
    }

    /** Computes the worker's share of a step, on its thread. */
    CompletableFuture<Share> compute(long step, float[] parameters) {
        return source.thenApplyAsync(
                opened -> {
                    sums.clear();
                    double[] losses = new double[end - first];
                    for (int m = first; m < end; m++) {
                        float[] gradient = sums.buffer();
                        double loss = opened.gradient(step, m, parameters, gradient);
                        Divergence.requireFinite("loss", loss, step, m);
                        double norm = GlobalNorm.of(GlobalNorm.blockSums(gradient, ownThread));
                        Divergence.requireFinite("gradient", norm, step, m);
                        sums.add(new Node(m, 1), gradient);
                        losses[m - first] = loss;
                    }
                    return new Share(losses, sums.parts());
                },
                thread);
    }

    @Override
    public void close() {
        source.thenAcceptAsync(GradientSource::close, thread)
                .handle((nothing, fault) -> null) // a source that could not be opened was reported by its first step
                .join();
        thread.shutdown();
    }
}
