package org.unclip.job.stress;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.unclip.config.UserError;

/**
 * A Spark standalone cluster of this machine, each master, worker and executor a process of its own that can be killed.
 *
 * <p>Started and stopped by {@code deploy/standalone/cluster}, whose {@code --help} says what it is made of. It ends with
 * this process at the latest. Methods are for one thread at a time.
 */
public final class StandaloneCluster implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(50);

    private final StandaloneScript script = new StandaloneScript("cluster");
    private final ClusterOptions options;
    private final Path directory;
    private final Ending ending;
    private final String master;

    private StandaloneCluster(ClusterOptions options) {
        this.options = options;
        directory = made(options.directory());
        List<String> command = new ArrayList<>(List.of("start"));
        command.addAll(options.arguments(options.place(), options.workers()));
        master = script.run(options.place(), command);
        ending = new Ending(() -> script.run(Place.LOOPBACK, List.of("stop", "--dir", directory.toString())));
    }

    /**
     * Starts master and workers, and waits until the master knows all of them.
     *
     * @throws UserError with the last lines of the log, if one does not start; then none is left
     */
    public static StandaloneCluster start(ClusterOptions options) {
        return new StandaloneCluster(options);
    }

    /** The master's URL, {@code spark://HOST:PORT}. */
    public String master() {
        return master;
    }

    /** Starts more workers of the same size, here or elsewhere, and waits until the master knows them. */
    public void addWorkers(Place place, int count) {
        List<String> command = new ArrayList<>(List.of("worker", "--master", master));
        command.addAll(options.arguments(place, count));
        script.run(place, command);
    }

    /** What the master has logged. */
    public Path masterLog() {
        return directory.resolve("master/log");
    }

    /** The workers that run, by number from 1. */
    public Map<Integer, ProcessHandle> workers() {
        Map<Integer, ProcessHandle> workers = new TreeMap<>();
        for (int number = 1; Files.exists(workerFolder(number)); number++) {
            int found = number;
            running(workerFolder(number)).ifPresent(process -> workers.put(found, process));
        }
        return workers;
    }

    /** The executors that run, in the order of their workers. */
    public List<ExecutorProcess> executors() {
        List<ExecutorProcess> executors = new ArrayList<>();
        workers().forEach((number, worker) -> worker.descendants()
                .flatMap(process -> ExecutorProcess.of(process, number).stream())
                .forEach(executors::add));
        return executors;
    }

    /**
     * Waits until exactly so many executors run.
     *
     * @throws UserError if they do not in time
     */
    public List<ExecutorProcess> awaitExecutors(int count, Duration timeout) {
        long until = System.nanoTime() + timeout.toNanos();
        List<ExecutorProcess> executors = executors();
        while (executors.size() != count) {
            if (System.nanoTime() > until) {
                throw UserError.retry(
                        "The cluster should have %d executors after %d s, but has %s: see the logs in %s."
                                .formatted(count, timeout.toSeconds(), executors, directory),
                        null);
            }
            pause();
            executors = executors();
        }
        return executors;
    }

    /** Sends a signal to a worker's own process; its executors notice a killed one and end by themselves. */
    public void signalWorker(int number, Signal signal) {
        ProcessHandle worker = running(workerFolder(number))
                .orElseThrow(() ->
                        UserError.of("worker", number, "one of " + workers().keySet(), "name one that runs"));
        signal.sendTo(worker);
    }

    /** Ends everything that was started, killed parts and stopped executors included. */
    @Override
    public void close() {
        ending.close();
    }

    private static void pause() {
        try {
            Thread.sleep(POLL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw UserError.retry("Interrupted while waiting for the cluster.", e);
        }
    }

    private Path workerFolder(int number) {
        return directory.resolve("worker-" + number);
    }

    /** The process of a folder, unless it has ended and its number may be another's. */
    private static Optional<ProcessHandle> running(Path folder) {
        try {
            long pid = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
            return ProcessHandle.of(pid)
                    .filter(process -> CommandLine.of(process).has("-Dunclip.process=" + folder));
        } catch (IOException e) {
            throw UserError.retry("Cannot read the process number in %s: %s.".formatted(folder, e.getMessage()), e);
        }
    }

    private static Path made(Path directory) {
        try {
            return Files.createDirectories(directory).toRealPath();
        } catch (IOException e) {
            throw UserError.fatal("Cannot make the cluster's folder %s: %s.".formatted(directory, e.getMessage()), e);
        }
    }
}
