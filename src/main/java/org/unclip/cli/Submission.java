package org.unclip.cli;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.unclip.config.ExitCode;
import org.unclip.config.Setting;
import org.unclip.config.UserError;
import org.unclip.data.table.OwnJar;
import org.unclip.data.table.SparkConfig;
import org.unclip.job.Console;
import org.unclip.job.JobReport;
import org.unclip.storage.Folder;

/**
 * A job as {@code spark-submit} of a Spark distribution starts it, its driver on this machine (client mode).
 *
 * <p>The class path is Spark's own jars and, of Unclip's libraries, those that Spark has not. Secrets of the configuration
 * file and the environment are not on the command line, as the job reads both itself; those given by {@code --set} are.
 *
 * @param arguments of {@code jobs/unclip}
 */
record Submission(SparkConfig spark, List<String> arguments) {
    private static final String MAIN = Main.class.getName();
    private static final String DEFAULT_HEAP = "2g";
    private static final String OWN_FOLDER =
            String.valueOf(ProcessHandle.current().pid()); // a job keeps its jar whatever is built meanwhile
    private static final int KILLED = 128; // statuses above are signals
    private static final int LONGER_THAN_THE_JOB_SECONDS = 10;

    /** Whether the job has to be submitted, rather than have its driver in this process. */
    boolean isDue() {
        return !spark.isLocal() && sparkHome().isPresent() && System.getProperty("SPARK_SUBMIT") == null;
    }

    /**
     * Looks whether the job can have a driver.
     *
     * @throws UserError if its master takes a Spark distribution, and none is named
     */
    void requireSparkHome() {
        boolean alone =
                spark.isLocal() || spark.master().startsWith("spark:") || System.getProperty("SPARK_SUBMIT") != null;
        if (!alone && sparkHome().isEmpty()) {
            throw UserError.of(
                    "SPARK_HOME",
                    "not set",
                    "a Spark 3.5 for Scala 2.12 for the master " + spark.master(),
                    "set it, or take local or spark://host:7077, which need none");
        }
    }

    /**
     * Submits the job and waits for its end, and for its checkpoint if it is to stop.
     *
     * @param graceSeconds that the job itself takes at most once it is asked to end
     */
    JobReport run(Console console, int graceSeconds) {
        List<String> command = parts().stream().flatMap(List::stream).toList();
        console.stop().requireNone();
        console.say("Submitting with " + command.get(0));
        try {
            ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
            if (System.getenv("UNCLIP_LOCAL_ADDRESS") != null && !spark.master().startsWith("spark:")) {
                builder.environment().remove("SPARK_LOCAL_IP"); // a default that executors elsewhere can't reach
            }
            Process process = builder.start();
            Signals.beforeHalt(graceSeconds + LONGER_THAN_THE_JOB_SECONDS, process::destroyForcibly);
            AtomicBoolean told = new AtomicBoolean(); // a second signal would end the job at once
            console.stop().cancelWith(() -> {
                if (told.compareAndSet(false, true)) {
                    process.destroy(); // SIGTERM, for the job to write its checkpoint
                }
            });
            return report(console, process.waitFor());
        } catch (IOException e) {
            throw UserError.fatal(
                    "%s can't be started (%s): set SPARK_HOME to a Spark 3.5 for Scala 2.12, or unset it."
                            .formatted(command.get(0), e.getMessage()),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw UserError.retry("The submission was interrupted: run the same command again.", e);
        } finally {
            Folder.at(submitted().toUri().toString()).delete(OWN_FOLDER);
        }
    }

    /** The job's own code; of a process that was ended by a signal, that a retry makes sense. */
    private static JobReport report(Console console, int status) {
        Optional<ExitCode> own = ExitCode.of(status);
        if (own.isPresent()) {
            return new JobReport(own.get(), "");
        }
        console.stop().requireNone();
        if (status > KILLED) {
            throw UserError.retry(
                    "The job's process was killed (status %d): run the same command again.".formatted(status), null);
        }
        throw UserError.fatal("spark-submit failed with status %d: see its message above.".formatted(status));
    }

    /** The command as a shell takes it, secrets masked; where the job would not be submitted, what would do that. */
    String shown() {
        String remark = isDue() ? "" : "# The job runs in this process. Submitted, it would be:\n";
        return remark
                + parts().stream()
                        .map(part -> part.stream()
                                .map(word -> quoted(Setting.masked(word)))
                                .collect(Collectors.joining(" ")))
                        .collect(Collectors.joining(" \\\n    "));
    }

    /** The words of the command, those together that belong together. */
    private List<List<String>> parts() {
        String heap = Optional.ofNullable(System.getenv("UNCLIP_HEAP")).orElse(DEFAULT_HEAP);
        Path jar = OwnJar.in(submitted().resolve(OWN_FOLDER));
        List<List<String>> parts = new ArrayList<>(List.of(
                List.of(sparkHome()
                        .orElse(Path.of("$SPARK_HOME"))
                        .resolve("bin/spark-submit")
                        .toString()),
                List.of("--master", spark.master(), "--deploy-mode", "client", "--class", MAIN),
                List.of("--driver-memory", heap, "--driver-java-options", String.join(" ", javaOptions()))));
        new TreeMap<>(spark.settings()).forEach((key, value) -> {
            if (!Setting.isSecret(key)) {
                parts.add(List.of("--conf", key + "=" + value));
            }
        });
        String jars = ownLibraries(jar).stream().map(Path::toString).collect(Collectors.joining(","));
        if (!jars.isEmpty()) {
            parts.add(List.of("--jars", jars));
        }
        parts.add(List.of(jar.toString()));
        parts.add(arguments.stream().filter(word -> !word.equals("--dry-run")).toList());
        return parts;
    }

    /** This process's own, but those of its heap, which spark-submit has a word for. */
    private static List<String> javaOptions() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> !option.startsWith("-Xm"))
                .map(option -> option.contains(" ") ? '"' + option + '"' : option)
                .toList();
    }

    /** Unclip's libraries that the Spark distribution has not, by the names of artifacts. */
    private static List<Path> ownLibraries(Path jar) {
        Set<String> theirs = sparkHome().map(Submission::artifacts).orElse(Set.of());
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(path -> path.toString().endsWith(".jar") && !path.equals(jar))
                .filter(path -> !theirs.contains(artifact(path)))
                .toList();
    }

    private static Set<String> artifacts(Path sparkHome) {
        try (Stream<Path> jars = Files.list(sparkHome.resolve("jars"))) {
            return jars.map(Submission::artifact).collect(Collectors.toSet());
        } catch (IOException e) {
            throw UserError.of(
                    "SPARK_HOME", sparkHome, "a Spark distribution with a folder jars", "unset it if there is none");
        }
    }

    /** A jar's name without its version, classifiers kept: natives of one artifact differ by them. */
    private static String artifact(Path jar) {
        return jar.getFileName().toString().replaceFirst("-\\d[\\w.]*(?=-|\\.jar)", "");
    }

    private static Optional<Path> sparkHome() {
        return Optional.ofNullable(System.getenv("SPARK_HOME"))
                .filter(home -> !home.isBlank())
                .map(Path::of);
    }

    private static Path submitted() {
        return home().resolve("target/submitted");
    }

    private static Path home() {
        return Path.of(System.getProperty("unclip.home", "."));
    }

    private static String quoted(String word) {
        return word.matches("[\\w@%+=:,./\\[\\]*$-]+") && !word.matches(".*[\\[*].*")
                ? word
                : "'" + word.replace("'", "'\\''") + "'";
    }
}
