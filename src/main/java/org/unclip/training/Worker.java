package org.unclip.training;

import java.util.ArrayList;
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
        return source.thenApplyAsync(opened -> share(opened, step, parameters), thread);
    }

    private Share share(GradientSource opened, long step, float[] parameters) {
        opened.load(parameters);
        sums.clear();
        double[] losses = new double[end - first];
        for (int m = first; m < end; m++) {
            float[] gradient = sums.buffer();
            double loss = opened.gradient(step, m, gradient);
            Divergence.requireFinite("loss", loss, step, m);
            double norm = GlobalNorm.of(GlobalNorm.blockSums(gradient, ownThread));
            Divergence.requireFinite("gradient", norm, step, m);
            sums.add(new Part(new Node(m, 1), gradient, 0));
            losses[m - first] = loss;
        }
        return new Share(losses, sums.parts());
    }

    /** Losses of the held-out minibatches {@code from, from + every, from + 2 · every, …}, on its thread. */
    CompletableFuture<List<Double>> validate(float[] weights, int from, int every) {
        return source.thenApplyAsync(
                opened -> {
                    opened.load(weights);
                    List<Double> losses = new ArrayList<>();
                    for (int i = from; i < opened.validationBatches(); i += every) {
                        losses.add(opened.validationLoss(i));
                    }
                    return losses;
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
