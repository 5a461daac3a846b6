package org.unclip.training;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.stream.IntStream;

/** The workers of this process, which share its micro-batches of a step in contiguous ranges. */
final class Workers implements AutoCloseable {
    private final List<Worker> workers;

    /**
     * At most one worker a thread and a micro-batch.
     *
     * @param first of this process's micro-batches
     * @param end behind the last of them
     * @param length of the flat vectors
     */
    Workers(int first, int end, int threads, int length, GradientSource.Factory sources) {
        int count = Math.min(threads, end - first);
        this.workers = IntStream.range(0, count)
                .mapToObj(i -> new Worker(
                        first + i * (end - first) / count, first + (i + 1) * (end - first) / count, length, sources))
                .toList();
    }

    /**
     * Computes all shares of a step, from left to right.
     *
     * @throws RuntimeException what the leftmost failing worker threw, after all have ended
     */
    List<Worker.Share> compute(long step, float[] parameters) {
        return onAll(worker -> worker.compute(step, parameters));
    }

    /**
     * Losses of every {@code every}-th held-out minibatch from one on, in their order.
     *
     * @throws RuntimeException what the leftmost failing worker threw, after all have ended
     */
    double[] validate(float[] weights, int from, int every) {
        int stride = every * workers.size();
        List<List<Double>> parts =
                onAll(worker -> worker.validate(weights, from + every * workers.indexOf(worker), stride));
        int count = parts.stream().mapToInt(List::size).sum();
        return IntStream.range(0, count)
                .mapToDouble(i -> parts.get(i % workers.size()).get(i / workers.size()))
                .toArray();
    }

    private <T> List<T> onAll(Function<Worker, CompletableFuture<T>> work) {
        List<CompletableFuture<T>> running = workers.stream().map(work).toList();
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
