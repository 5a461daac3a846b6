package org.unclip.training.cluster;

import java.io.NotSerializableException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.unclip.config.ExitCode;
import org.unclip.config.UserError;
import org.unclip.training.Leader;
import org.unclip.training.cluster.RankEvent.Averaged;
import org.unclip.training.cluster.RankEvent.Gone;
import org.unclip.training.cluster.RankEvent.Said;

/**
 * Follows the ranks of an attempt to its end, and finds out why it failed if it did. One use, one thread.
 *
 * <p>One fault shows in many ways: the rank that has it says so, the others say that they lost that rank, or each other.
 * So after the first sign the driver listens on for a moment, and then believes in this order: a fault that the user
 * must mend, a fault of the program, a rank that others lost and that did not say a word itself, what Spark says.
 */
final class Attempt {
    private static final long POLL_MILLIS = 100;
    private static final long LISTEN_ON_NANOS = TimeUnit.SECONDS.toNanos(2);

    /**
     * Why an attempt failed.
     *
     * @param message in words, without the executor
     * @param exitCode of a fault that another attempt would have too; empty for one that may pass
     * @param lostRank who was lost, if anybody
     */
    record Failure(String message, Optional<ExitCode> exitCode, Optional<Integer> lostRank) {}

    private final Map<Integer, RankMessage.Started> started = new HashMap<>();
    private final Map<Integer, RankMessage.Failed> failed = new TreeMap<>();
    private final Map<Integer, String> gone = new TreeMap<>();
    private final Set<Integer> ended = new HashSet<>();
    private final Leader lead;
    private final int ranks;
    private long firstSignNanos;

    Attempt(Leader lead, int ranks) {
        this.lead = lead;
        this.ranks = ranks;
    }

    /** Where a rank runs, if it has said so. */
    Optional<RankMessage.Started> place(int rank) {
        return Optional.ofNullable(started.get(rank));
    }

    /**
     * Follows the attempt until all ranks have ended, or it is clear that they will not.
     *
     * @param stage the Spark job, which completes when the tasks have ended
     * @return why it failed; empty if it did not
     */
    Optional<Failure> follow(BlockingQueue<RankEvent> events, CompletableFuture<Void> stage) {
        while (ended.size() < ranks) {
            RankEvent event = poll(events);
            if (event != null) {
                handle(event);
            } else if (stage.isDone()) {
                noteSign();
            }
            if (firstSignNanos != 0 && System.nanoTime() - firstSignNanos > LISTEN_ON_NANOS) {
                return Optional.of(failure(stage));
            }
        }
        return Optional.empty();
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
        } else if (event instanceof Gone lost && !ended.contains(lost.rank())) {
            gone.putIfAbsent(lost.rank(), lost.cause());
            noteSign();
        } else if (event instanceof Said said) {
            handle(said.rank(), said.message());
        }
    }

    private void handle(int rank, RankMessage message) {
        if (message instanceof RankMessage.Started place) {
            started.put(rank, place);
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
        } else if (message instanceof RankMessage.Failed fault) {
            failed.put(rank, fault);
            noteSign();
        }
    }

    private void noteSign() {
        firstSignNanos = firstSignNanos == 0 ? System.nanoTime() : firstSignNanos;
    }

    private Failure failure(CompletableFuture<Void> stage) {
        return mendable().or(this::passing).or(this::lostRank).orElseGet(() -> ofStage(stage));
    }

    /** A rank's own fault that comes again: the user's to mend, or the program's. */
    private Optional<Failure> mendable() {
        return failed.entrySet().stream()
                .filter(entry -> entry.getValue().lostRank() == null)
                .filter(entry -> entry.getValue().exitCode() != ExitCode.RETRY)
                .findFirst()
                .map(entry -> entry.getValue().exitCode() != null
                        ? new Failure(
                                entry.getValue().message(),
                                Optional.of(entry.getValue().exitCode()),
                                Optional.empty())
                        : new Failure(
                                "Rank %d%s failed unexpectedly: %s"
                                        .formatted(
                                                entry.getKey(),
                                                shownPlace(entry.getKey()),
                                                entry.getValue().message()),
                                Optional.of(ExitCode.FATAL),
                                Optional.empty()));
    }

    private Optional<Failure> passing() {
        return failed.entrySet().stream()
                .filter(entry -> entry.getValue().exitCode() == ExitCode.RETRY)
                .findFirst()
                .map(entry -> new Failure(
                        "Rank %d%s: %s"
                                .formatted(
                                        entry.getKey(),
                                        shownPlace(entry.getKey()),
                                        entry.getValue().message()),
                        Optional.empty(),
                        Optional.empty()));
    }

    /** The rank that is most likely to have been lost first: others miss it, and it has not said that it misses one. */
    private Optional<Failure> lostRank() {
        Map<Integer, String> losses = new TreeMap<>(gone);
        failed.values().stream()
                .filter(fault -> fault.lostRank() != null)
                .forEach(fault -> losses.put(fault.lostRank(), fault.message()));
        return losses.keySet().stream()
                .filter(rank -> !failed.containsKey(rank))
                .findFirst()
                .or(() -> losses.keySet().stream().findFirst())
                .map(rank -> new Failure(
                        "Rank %d%s was lost: %s".formatted(rank, shownPlace(rank), cause(losses.get(rank))),
                        Optional.empty(),
                        Optional.of(rank)));
    }

    private static String cause(String message) {
        return message.replaceFirst("^rank \\d+ was lost: ", "");
    }

    private String shownPlace(int rank) {
        return place(rank)
                .map(place -> " (executor %s on %s)".formatted(place.executor(), place.host()))
                .orElse("");
    }

    private static Failure ofStage(CompletableFuture<Void> stage) {
        Throwable fault = stage.handle((done, thrown) -> thrown).getNow(null);
        String message = fault == null ? "its tasks ended before the last step" : String.valueOf(fault.getMessage());
        boolean neverSent = message.contains(NotSerializableException.class.getName());
        return new Failure(
                "The ranks could not run: " + message.lines().findFirst().orElse(""),
                neverSent ? Optional.of(ExitCode.FATAL) : Optional.empty(),
                Optional.empty());
    }
}
