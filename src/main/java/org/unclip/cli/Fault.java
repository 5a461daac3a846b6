package org.unclip.cli;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.unclip.config.ExitCode;
import org.unclip.config.UserError;
import org.unclip.training.Stop;

/**
 * What a failure comes to: a message and an exit code.
 *
 * @param exitCode what the process exits with
 * @param message for the user
 * @param expected whether it says what to do; another is a fault of the program
 */
record Fault(ExitCode exitCode, String message, boolean expected) {
    private static final int LONGEST_CHAIN = 100; // chains of causes may be circular

    /**
     * What is known of a thrown exception, by its chain of causes.
     *
     * @param stop if that is wanted, it is what other faults come from: work that is cancelled fails in many ways
     */
    static Fault of(Throwable thrown, Stop stop) {
        return mendable(thrown)
                .or(() -> stop.wanted() ? Optional.of(stop.error()) : Optional.empty())
                .map(error -> new Fault(error.exitCode(), error.getMessage(), true))
                .orElseGet(() -> new Fault(unexpected(thrown), "Unclip failed unexpectedly: " + thrown, false));
    }

    /** The fault as the user can mend it; nothing if it is the program's own. */
    private static Optional<UserError> mendable(Throwable thrown) {
        return first(thrown, UserError.class::isInstance)
                .map(UserError.class::cast)
                .or(() -> first(thrown, OutOfMemoryError.class::isInstance).map(Fault::outOfMemory))
                .or(() -> first(thrown, Fault::isSmallHeap).map(Fault::smallHeap))
                .or(() -> first(thrown, Fault::isLostCluster).map(Fault::lostCluster))
                .or(() -> first(thrown, Fault::isFullDisk).map(Fault::fullDisk));
    }

    private static UserError outOfMemory(Throwable cause) {
        return UserError.fatal(
                "Out of memory (" + cause.getMessage()
                        + "): set UNCLIP_HEAP or UNCLIP_OFFHEAP above 2g, on a cluster also spark.executor.memory in "
                        + "spark.settings, or lower the batch size.",
                cause);
    }

    private static UserError smallHeap(Throwable cause) {
        return UserError.fatal(
                "Spark needs a heap of at least 450 MB (" + firstLine(cause) + "): set UNCLIP_HEAP to 512m or more.",
                cause);
    }

    private static UserError lostCluster(Throwable cause) {
        return new UserError(
                ExitCode.CLUSTER_LOST,
                "Executors were lost again and again (" + firstLine(cause)
                        + "): see their logs, give them more memory (spark.executor.memory in "
                        + "spark.settings) if it ran out, then run the same command again; what was "
                        + "written before is whole.",
                cause);
    }

    private static UserError fullDisk(Throwable cause) {
        return UserError.retry(
                "The disk is full (" + cause.getMessage() + "): free some space and run the same command "
                        + "again; what was written before is whole.",
                cause);
    }

    /** Storage and networks have passing faults; a fault of the program comes again. */
    private static ExitCode unexpected(Throwable thrown) {
        return first(thrown, IOException.class::isInstance).isPresent() ? ExitCode.RETRY : ExitCode.FATAL;
    }

    private static boolean isSmallHeap(Throwable cause) {
        return String.valueOf(cause.getMessage()).contains("INVALID_DRIVER_MEMORY");
    }

    /** As Spark says so: without a cause, and in words alone. */
    private static boolean isLostCluster(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        return cause.getClass().getSimpleName().equals("SparkException")
                && (message.contains("ExecutorLostFailure") || message.contains("SparkContext was shut down"));
    }

    private static boolean isFullDisk(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        return cause instanceof IOException
                && (message.contains("No space left on device") || message.contains("Disk quota exceeded"));
    }

    private static String firstLine(Throwable cause) {
        return cause.getMessage().lines().findFirst().orElse("");
    }

    private static Optional<Throwable> first(Throwable thrown, Predicate<Throwable> wanted) {
        return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
                .limit(LONGEST_CHAIN)
                .filter(wanted)
                .findFirst();
    }
}
