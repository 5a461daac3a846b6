package org.unclip.generation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Draws many pictures with several cascades, each in a thread of its own. What is drawn depends on neither number. */
public final class Studio {

    private final Supplier<Cascade> cascades;
    private final int threads;
    private final int batchSize;

    /**
     * @param cascades opens a cascade on the thread that will use it
     * @param threads workers, from 1
     * @param batchSize pictures drawn at a time by a worker, from 1
     */
    public Studio(Supplier<Cascade> cascades, int threads, int batchSize) {
        this.cascades = cascades;
        this.threads = threads;
        this.batchSize = batchSize;
    }

    /**
     * Draws all requests.
     *
     * @param drawn told of each picture as it is ready, from the workers' threads
     * @return in the order of the requests
     */
    public List<Drawing> draw(List<DrawRequest> requests, long seed, Consumer<Drawing> drawn) {
        List<List<DrawRequest>> batches = new ArrayList<>();
        for (int from = 0; from < requests.size(); from += batchSize) {
            batches.add(requests.subList(from, Math.min(requests.size(), from + batchSize)));
        }
        int workers = Math.min(threads, batches.size());
        ExecutorService pool = Executors.newFixedThreadPool(Math.max(1, workers));
        try {
            List<Future<List<List<Drawing>>>> shares = new ArrayList<>();
            for (int worker = 0; worker < workers; worker++) {
                int first = worker;
                shares.add(pool.submit(() -> share(batches, first, workers, seed, drawn)));
            }
            return interleaved(shares, batches.size());
        } finally {
            pool.shutdownNow();
        }
    }

    private List<List<Drawing>> share(
            List<List<DrawRequest>> batches, int first, int stride, long seed, Consumer<Drawing> drawn) {
        List<List<Drawing>> share = new ArrayList<>();
        try (Cascade cascade = cascades.get()) {
            for (int i = first; i < batches.size(); i += stride) {
                List<Drawing> batch = cascade.draw(batches.get(i), seed);
                batch.forEach(drawn);
                share.add(batch);
            }
        }
        return share;
    }

    private static List<Drawing> interleaved(List<Future<List<List<Drawing>>>> shares, int batches) {
        List<Drawing> all = new ArrayList<>();
        for (int i = 0; i < batches; i++) {
            all.addAll(result(shares.get(i % shares.size())).get(i / shares.size()));
        }
        return all;
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get();
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
