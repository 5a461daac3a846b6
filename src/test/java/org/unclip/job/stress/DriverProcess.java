package org.unclip.job.stress;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A main class of the tests in a JVM of its own, wherever a {@link Place} is. It ends with this process at the latest. */
public final class DriverProcess implements AutoCloseable {
    private final Path log;
    private final Process process;
    private final Ending ending;

    private DriverProcess(Path log, Process process) {
        this.log = log;
        this.process = process;
        ending = new Ending(() -> process.destroyForcibly().onExit().join());
    }

    /** Starts it with the class path of the tests; what it prints goes to {@code log}. */
    public static DriverProcess start(Place place, Path log, Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(place.entry());
        command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
        command.addAll(List.of("@conf/jvm.options", "-Xmx512m", "-cp", System.getProperty("java.class.path")));
        command.add(main.getName());
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("SPARK_LOCAL_IP", place.host());
        return new DriverProcess(log, builder.start());
    }

    /** Waits until it has printed a line. */
    public void awaitLine(String text, int seconds) throws IOException, InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!printed().contains(text)) {
            if (System.nanoTime() > until || !process.isAlive()) {
                throw new IllegalStateException("The driver printed no \"" + text + "\", but:\n" + printed());
            }
            Thread.sleep(50);
        }
    }

    /** Asks it to end, as a scheduler does (SIGTERM). */
    public void ask() {
        process.destroy();
    }

    /** Waits for its end; the exit status. */
    public int awaitEnd(int seconds) throws IOException, InterruptedException {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            throw new IllegalStateException("The driver still runs after " + seconds + " s:\n" + printed());
        }
        return process.exitValue();
    }

    /** All it has printed so far. */
    public String printed() throws IOException {
        return Files.readString(log);
    }

    @Override
    public void close() {
        ending.close();
    }
}
