package org.unclip.job.stress;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.unclip.config.UserError;

/**
 * The driver of a job: {@code jobs/unclip …} in a JVM with this one's Java, options and class path, which can be killed and
 * started again. It ends with this process at the latest. One thread.
 */
final class JobProcess implements AutoCloseable {
    private final List<String> command;
    private final Path log;
    private final Ending ending = new Ending(this::end);
    private Process process;
    private int starts;

    /**
     * One that is not started yet.
     *
     * @param program the main class of {@code jobs/unclip}
     * @param arguments of the program
     * @param log what it prints is appended to this file
     */
    JobProcess(String program, List<String> arguments, Path log) {
        this.command = command(program, arguments);
        this.log = log;
    }

    private static List<String> command(String program, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-Xmx1g", "-Dunclip.terminal=false", "-cp", System.getProperty("java.class.path")));
        command.add(program);
        command.addAll(arguments);
        return command;
    }

    /** Starts it, at first or after its end. */
    void start() {
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.appendTo(log.toFile()))
                    .start();
            starts++;
        } catch (IOException e) {
            throw UserError.fatal("Cannot start a job's driver: %s.".formatted(e.getMessage()), e);
        }
    }

    /** How often it was started. */
    int starts() {
        return starts;
    }

    /** What it exited with; empty while it runs. */
    OptionalInt exitStatus() {
        return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
    }

    /** Ends it in the middle of what it does. */
    void kill() {
        Signal.KILL.sendTo(process.toHandle());
        process.onExit().join();
    }

    @Override
    public void close() {
        ending.close();
    }

    private void end() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
    }
}
