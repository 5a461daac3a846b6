package org.unclip.paramserver;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Runs a loop over a long vector in fixed chunks on several threads.
 *
 * <p>The chunks' bounds depend on the length alone, never on the number of threads, so a result per chunk is the same
 * for any number. One caller at a time; {@link #close} ends the threads.
 */
public final class Chunks implements AutoCloseable {
    /** Elements a chunk: 256 kB of floats, so that the arrays of one update share a core's second-level cache. */
    public static final int SIZE = 1 << 16;

    /** The body of the loop, for elements {@code [from, to)}; chunks run in any order and at the same time. */
    @FunctionalInterface
    public interface Body {
        /** Handles one chunk: its number, counted from 0, its first element and the one after its last. */
        void run(int chunk, int from, int to);
    }

    private final int threads;
    private final ExecutorService pool;

    /** Chunks run on as many threads of their own as told; on the calling thread alone if that is 1. */
    public Chunks(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, got " + threads);
        }
        this.threads = threads;
        this.pool = threads == 1 ? null : Executors.newFixedThreadPool(threads, Chunks::daemon);
    }

    /** The number of chunks that a vector of this length has. */
    public static int count(int length) {
        return (int) (((long) length + SIZE - 1) / SIZE);
    }

    /** Runs the body for every chunk of {@code [0, length)} and returns when all have ended. */
    public void forEach(int length, Body body) {
        AtomicInteger next = new AtomicInteger();
        Runnable takeChunks = () -> {
            for (int chunk = next.getAndIncrement(); chunk < count(length); chunk = next.getAndIncrement()) {
                int from = chunk * SIZE;
                body.run(chunk, from, from + Math.min(SIZE, length - from));
            }
        };
        if (pool == null) {
            takeChunks.run();
        } else {
            CompletableFuture.allOf(Stream.generate(() -> CompletableFuture.runAsync(takeChunks, pool))
                            .limit(threads)
                            .toArray(CompletableFuture<?>[]::new))
                    .join();
        }
    }

    @Override
    public void close() {
        if (pool != null) {
            pool.shutdown();
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "unclip-chunks");
        thread.setDaemon(true);
        return thread;
    }
}
