package org.unclip.training.cluster;

import java.io.NotSerializableException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.unclip.config.ExitCode;
import org.unclip.training.cluster.RankMessage.Failed;
import org.unclip.training.cluster.RankMessage.Started;

/**
 * The signs of a failing attempt, in the order in which they came, and what to make of them.
 *
 * <p>One fault shows in many ways: the rank that has it says so, the others say that they lost that rank, or each other, or
 * that Spark stopped them. So these are believed in this order: a fault that the user must mend, a fault of the program, a
 * passing fault of the storage, a rank that is missed and said nothing itself, the first rank that anybody missed, what
 * Spark says. One thread.
 */
final class Signs {
    /**
     * Why an attempt failed.
     *
     * @param message in words, with the rank's executor and host where a rank is to blame
     * @param exitCode of a rank's own fault, {@link ExitCode#RETRY} for one that may pass; empty for a lost rank
     * @param lostExecutors of ranks that were lost without a word: they may be stopped or cut off, and still count as alive
     */
    record Failure(String message, Optional<ExitCode> exitCode, List<String> lostExecutors) {}

    private final Map<Integer, Started> started = new HashMap<>();
    private final Map<Integer, Failed> failed = new LinkedHashMap<>();
    private final Map<Integer, String> missed = new LinkedHashMap<>();
    private final Set<Integer> stopped = new HashSet<>();

    void started(int rank, Started place) {
        started.put(rank, place);
    }

    int startedRanks() {
        return started.size();
    }

    void failed(int rank, Failed fault) {
        failed.putIfAbsent(rank, fault);
        if (fault.lostRank() != null) {
            missed.putIfAbsent(fault.lostRank(), fault.message().replaceFirst("^rank \\d+ was lost: ", ""));
        }
    }

    void stopped(int rank) {
        stopped.add(rank);
    }

    void gone(int rank, String cause) {
        missed.putIfAbsent(rank, cause);
    }

    /** What it comes to; {@code ofSpark} is what Spark says of the stage, if it has ended. */
    Failure failure(Optional<String> ofSpark) {
        return ownFault().or(this::lostRank).orElseGet(() -> ofStage(ofSpark));
    }

    private Optional<Failure> ownFault() {
        List<Map.Entry<Integer, Failed>> own = failed.entrySet().stream()
                .filter(entry -> entry.getValue().lostRank() == null)
                .toList();
        return own.stream()
                .filter(entry -> entry.getValue().exitCode() != ExitCode.RETRY)
                .findFirst()
                .or(() -> own.stream().findFirst())
                .map(entry -> ownFault(entry.getKey(), entry.getValue()));
    }

    private Failure ownFault(int rank, Failed fault) {
        ExitCode exitCode = fault.exitCode() == null ? ExitCode.FATAL : fault.exitCode();
        String message = fault.message();
        if (fault.exitCode() == null) {
            message = "%s failed unexpectedly: %s".formatted(shown(rank), message);
        } else if (exitCode == ExitCode.RETRY) {
            message = "%s: %s".formatted(shown(rank), message);
        }
        return new Failure(message, Optional.of(exitCode), List.of());
    }

    private Optional<Failure> lostRank() {
        List<Integer> silent = missed.keySet().stream()
                .filter(rank -> !failed.containsKey(rank) && !stopped.contains(rank))
                .toList();
        List<Integer> suspects = new ArrayList<>(silent);
        suspects.addAll(missed.keySet());
        return suspects.stream()
                .findFirst()
                .map(rank -> new Failure(
                        "%s was lost: %s".formatted(shown(rank), missed.get(rank)),
                        Optional.empty(),
                        executors(silent.isEmpty() ? List.of(rank) : silent)));
    }

    private List<String> executors(List<Integer> ranks) {
        return ranks.stream()
                .filter(started::containsKey)
                .map(rank -> started.get(rank).executor())
                .distinct()
                .toList();
    }

    private String shown(int rank) {
        Started place = started.get(rank);
        return place == null
                ? "Rank " + rank
                : "Rank %d (executor %s on %s)".formatted(rank, place.executor(), place.host());
    }

    private static Failure ofStage(Optional<String> ofSpark) {
        String message = ofSpark.orElse("their tasks ended before the last step");
        boolean neverSent = message.contains(NotSerializableException.class.getName());
        return new Failure(
                "The ranks could not run: " + message.lines().findFirst().orElse(""),
                neverSent ? Optional.of(ExitCode.FATAL) : Optional.empty(),
                List.of());
    }
}
