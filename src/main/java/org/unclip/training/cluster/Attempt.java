package org.unclip.training.cluster;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.unclip.config.UserError;
import org.unclip.training.Leader;
import org.unclip.training.cluster.RankEvent.Averaged;
import org.unclip.training.cluster.RankEvent.Gone;
import org.unclip.training.cluster.RankEvent.Said;
import org.unclip.training.cluster.Signs.Failure;

/**
 * Follows the ranks of an attempt to its end. After the first {@linkplain Signs sign} of a failure it listens on for a
 * moment, because the cause may be told last. One use, one thread.
 */
final class Attempt {
    private static final long POLL_MILLIS = 100;
    private static final long LISTEN_ON_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Leader lead;
    private final int ranks;
    private final long startSeconds;
    private final Signs signs = new Signs();
    private final Set<Integer> ended = new HashSet<>();
    private final long beginNanos = System.nanoTime();
    private final Predicate<String> stopper;
    private Optional<String> firstRank = Optional.empty(); // where it listens, until it was told to stop
    private long firstSignNanos;

    /**
     * An attempt of so many ranks, which must all have started within a time.
     *
     * @param stopper tells the rank that listens at an address to stop; false if that has to be tried again
     */
    Attempt(Leader lead, int ranks, long startSeconds, Predicate<String> stopper) {
        this.lead = lead;
        this.ranks = ranks;
        this.startSeconds = startSeconds;
        this.stopper = stopper;
    }

    /**
     * Follows the attempt until all ranks have ended, or it is clear that they will not.
     *
     * @param stage the Spark job, which completes when the tasks have ended
     * @return why it failed; empty if it did not
     */
    Optional<Failure> follow(BlockingQueue<RankEvent> events, CompletableFuture<Void> stage) {
        while (ended.size() < ranks) {
            passOnStop();
            RankEvent event = poll(events);
            if (event != null) {
                handle(event);
            } else if (stage.isDone()) {
                noteSign();
            } else if (signs.startedRanks() < ranks && System.nanoTime() - beginNanos > startNanos()) {
                return Optional.of(notStarted());
            }
            if (firstSignNanos != 0 && System.nanoTime() - firstSignNanos > LISTEN_ON_NANOS) {
                return Optional.of(signs.failure(ofSpark(stage)));
            }
        }
        return Optional.empty();
    }

    private void passOnStop() {
        if (firstRank.isPresent() && lead.stopWanted() && stopper.test(firstRank.get())) {
            firstRank = Optional.empty();
        }
    }

    private static RankEvent poll(BlockingQueue<RankEvent> events) {
        try {
            return events.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw UserError.retry("The training was interrupted: run the same command again.", e);
        }
    }

    private void handle(RankEvent event) {
        if (event instanceof Averaged averaged) {
            lead.onAverage(averaged.step(), averaged.ranks(), averaged.from(), averaged.values());
        } else if (event instanceof Gone gone && !ended.contains(gone.rank())) {
            signs.gone(gone.rank(), gone.cause());
            noteSign();
        } else if (event instanceof Said said && !ended.contains(said.rank())) {
            handle(said.rank(), said.message());
        }
    }

    private void handle(int rank, RankMessage message) {
        if (message instanceof RankMessage.Started place) {
            signs.started(rank, place);
            firstRank = rank == 0 ? Optional.of(place.address()) : firstRank;
        } else if (message instanceof RankMessage.Progressed progressed) {
            lead.onProgress(progressed.progress());
        } else if (message instanceof RankMessage.SliceWritten slice) {
            lead.onSlice(
                    slice.step(),
                    slice.ranks(),
                    Optional.ofNullable(slice.file()),
                    RankMessage.unboxed(slice.validationLoss()));
        } else if (message instanceof RankMessage.Ended) {
            ended.add(rank);
        } else if (message instanceof RankMessage.Stopped) {
            signs.stopped(rank);
            noteSign();
        } else if (message instanceof RankMessage.Failed fault) {
            signs.failed(rank, fault);
            noteSign();
        }
    }

    private void noteSign() {
        firstSignNanos = firstSignNanos == 0 ? System.nanoTime() : firstSignNanos;
    }

    private long startNanos() {
        return TimeUnit.SECONDS.toNanos(startSeconds);
    }

    private Failure notStarted() {
        return new Failure(
                "Only %d of %d ranks started within %d s".formatted(signs.startedRanks(), ranks, startSeconds),
                Optional.empty(),
                List.of());
    }

    private static Optional<String> ofSpark(CompletableFuture<Void> stage) {
        return Optional.ofNullable(stage.handle((done, thrown) -> thrown).getNow(null))
                .map(thrown -> String.valueOf(thrown.getMessage()));
    }
}
