package org.unclip.generation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** Draws many pictures with several cascades, each in a thread of its own. What is drawn does not depend on their number. */
public final class Studio {

    /** Told of each picture as it is ready, from the workers' threads. */
    @FunctionalInterface
    public interface Visitor {
        /** The picture of request {@code index} is drawn. */
        void drawn(int index, Drawing drawing);
    }

    private final Supplier<Cascade> cascades;
    private final int threads;
    private final int batchSize;

    /**
     * Workers that draw nothing yet.
     *
     * @param cascades opens a cascade on the thread that will use it
     * @param threads workers, from 1
     * @param batchSize pictures drawn at a time by a worker, from 1; may change their last bits
     */
    public Studio(Supplier<Cascade> cascades, int threads, int batchSize) {
        this.cascades = cascades;
        this.threads = threads;
        this.batchSize = batchSize;
    }

    /** Draws all requests; throws what the first failed worker threw. */
    public void draw(List<DrawRequest> requests, long seed, Visitor visitor) {
        int batches = (requests.size() + batchSize - 1) / batchSize;
        int workers = Math.max(1, Math.min(threads, batches));
        ExecutorService pool = Executors.newFixedThreadPool(workers);
        try {
            List<Future<?>> shares = new ArrayList<>();
            for (int worker = 0; worker < workers; worker++) {
                int first = worker * batchSize;
                shares.add(pool.submit(() -> share(requests, first, workers * batchSize, seed, visitor)));
            }
            shares.forEach(Studio::await);
        } finally {
            pool.shutdownNow();
        }
    }

    private void share(List<DrawRequest> requests, int first, int stride, long seed, Visitor visitor) {
        try (Cascade cascade = cascades.get()) {
            for (int from = first; from < requests.size(); from += stride) {
                int to = Math.min(requests.size(), from + batchSize);
                List<Drawing> batch = cascade.draw(requests.subList(from, to), seed);
                for (int i = 0; i < batch.size(); i++) {
                    visitor.drawn(from + i, batch.get(i));
                }
            }
        }
    }

    private static void await(Future<?> future) {
        try {
            future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException fault) {
                throw fault;
            }
            throw new IllegalStateException("a worker failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while drawing", e);
        }
    }
}
