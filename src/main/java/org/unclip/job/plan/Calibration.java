package org.unclip.job.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.unclip.config.UserError;
import org.unclip.nn.Minibatch;

/**
 * What a few real training steps on this machine cost: gradients of made-up micro-batches, as workers compute them.
 *
 * <p>Workspaces grow linearly with the examples of a micro-batch (but for what is negligible), so two sizes tell any
 * other. Where a whole micro-batch is small enough it is measured itself, by as many workers at a time as train.
 *
 * @param fixedBytes of a worker's workspaces, whatever the micro-batch
 * @param exampleBytes of them for each example
 * @param secondsPerExample of one worker, while {@code workers} of them work
 * @param examples of the micro-batch timed
 */
record Calibration(long fixedBytes, long exampleBytes, double secondsPerExample, int workers, int examples) {
    private static final int FEW = 4;
    private static final double LONGEST_STEP_SECONDS = 2;
    private static final double SHARE_OF_MEMORY = 0.8;

    /**
     * A first step allocates its activations one by one, and only then the workspace that later steps use: nearly all of both
     * stays. Measured; a workspace is a twentieth larger than what is in it.
     */
    private static final double WORKSPACES = 1.85;

    /** What one worker found out. */
    private record Found(long bytes, double seconds) {}

    /**
     * Measures.
     *
     * @param workers that a rank has
     * @param roomBytes native memory that may be used
     */
    static Calibration of(PlannedTraining training, int workers, long roomBytes) {
        int microBatch = training.config().microBatchSize();
        int few = Math.min(FEW, microBatch);
        Found one = together(training, 1, 1, few == 1 ? 1 : 0);
        Found some = few == 1 ? one : together(training, few, 1, 1);
        long exampleBytes = few == 1 ? one.bytes : (some.bytes - one.bytes) / (few - 1);
        long fixedBytes = one.bytes - exampleBytes;
        Calibration fit = new Calibration(fixedBytes, exampleBytes, some.seconds / few, 1, few);
        int most = Math.min(workers, Runtime.getRuntime().availableProcessors());
        return OptionalInt.of(microBatch).stream()
                .filter(all -> fit.secondsPerExample * all <= LONGEST_STEP_SECONDS)
                .filter(all -> most * fit.workerBytes(training, all) < SHARE_OF_MEMORY * roomBytes)
                .mapToObj(all -> fit.confirmed(together(training, all, most, 2), all, most))
                .findFirst()
                .orElse(fit);
    }

    private Calibration confirmed(Found found, int microBatch, int most) {
        long perExample = (found.bytes - fixedBytes) / microBatch;
        return new Calibration(fixedBytes, perExample, found.seconds / microBatch, most, microBatch);
    }

    /** A worker's workspaces for so many examples. */
    long workspaceBytes(int microBatch) {
        return fixedBytes + microBatch * exampleBytes;
    }

    /** What a worker that trains keeps for its activations, its first step's among them. */
    long activationBytes(int microBatch) {
        return (long) (WORKSPACES * workspaceBytes(microBatch));
    }

    /** Native memory of a worker: weights, gradients, activations. */
    private long workerBytes(PlannedTraining training, int microBatch) {
        return 2 * training.vectorBytes() + activationBytes(microBatch);
    }

    /** The mean of workers that begin at the same moment, and are timed for so many seconds, after as many that are not. */
    private static Found together(PlannedTraining training, int examples, int workers, double timed) {
        CyclicBarrier start = new CyclicBarrier(workers);
        Callable<Found> work = () -> {
            try (Replica replica = new Replica(training)) {
                Minibatch batch = replica.batch(examples);
                replica.seconds(batch, timed); // code is compiled, workspaces find their size
                start.await();
                double seconds = replica.seconds(batch, timed);
                return new Found(replica.workspaceBytes(), seconds);
            } catch (RuntimeException | Error fault) {
                start.reset(); // the others would wait for ever
                throw fault;
            }
        };
        ExecutorService threads = Executors.newFixedThreadPool(workers);
        try {
            List<Found> found = new ArrayList<>();
            for (Future<Found> future : threads.invokeAll(Collections.nCopies(workers, work))) {
                found.add(future.get());
            }
            return new Found(
                    found.stream().mapToLong(Found::bytes).max().orElseThrow(),
                    found.stream().mapToDouble(Found::seconds).average().orElseThrow());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw UserError.retry("Interrupted while it measured a step: run the same command again.", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error fault) {
                throw fault;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            threads.shutdown();
        }
    }
}
