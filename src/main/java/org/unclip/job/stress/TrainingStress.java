package org.unclip.job.stress;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.unclip.config.ExitCode;
import org.unclip.config.UserError;
import org.unclip.job.Console;
import org.unclip.job.JobReport;
import org.unclip.job.Progress;

/**
 * Proves that a training on a cluster ends bit for bit the same whatever happens to it: trains once undisturbed, then
 * many times with something killed, and compares the last checkpoints.
 */
public final class TrainingStress {
    private static final String UNDISTURBED = "undisturbed";
    private static final String RUNS = "runs";

    /**
     * What is to be done.
     *
     * @param runs how many trainings are disturbed, from 1
     * @param seed of what happens to them
     * @param directory for what is prepared, settings and logs, in place of an earlier stress's; empty for a
     *     temporary one
     * @param limit a training that takes longer has failed
     * @param program the main class of {@code jobs/unclip}
     */
    public record Order(int runs, long seed, Optional<Path> directory, Duration limit, String program) {
        /** Throws the user's error for a value out of its range. */
        public Order {
            if (runs < 1) {
                throw UserError.of("--runs", runs, "at least 1", "20 has each fault about three times");
            }
            if (limit.isNegative() || limit.isZero()) {
                throw UserError.of(
                        "--minutes", limit.toMinutes(), "at least 1", "10 is enough even for a busy machine");
            }
        }
    }

    private final Order order;
    private final Consumer<String> rows;
    private final Console console;

    private TrainingStress(Order order, Consumer<String> rows, Console console) {
        this.order = order;
        this.rows = rows;
        this.console = console;
    }

    /**
     * Does all runs.
     *
     * @param rows gets the table, a line each
     * @return whose last words are the count of those that survived; done only if all did, and ended the same
     */
    public static JobReport run(Order order, Consumer<String> rows, Console console) {
        return new TrainingStress(order, rows, console).run();
    }

    private JobReport run() {
        Path directory = order.directory().map(Path::toAbsolutePath).orElseGet(TrainingStress::temporary);
        delete(directory.resolve(UNDISTURBED)); // another version of the program may have trained it
        delete(directory.resolve(RUNS));
        List<StressRow> done = runs(directory);
        boolean proven = done.stream().allMatch(row -> row.survived() && row.equal());
        if (proven && order.directory().isEmpty()) {
            delete(directory);
        } else {
            console.say("Settings and logs of all runs: " + directory.resolve(RUNS));
        }
        return new JobReport(proven ? ExitCode.DONE : ExitCode.QUALITY_REFUSED, StressRow.summary(done));
    }

    private List<StressRow> runs(Path directory) {
        List<Disturbance> disturbances = Disturbance.deal(order.seed(), order.runs(), Fault.ofThisMachine());
        Set<StressedModel> models = EnumSet.noneOf(StressedModel.class);
        disturbances.forEach(disturbance -> models.add(disturbance.model()));
        console.say("Training undisturbed, for the digests to compare with.");
        PreparedRun prepared = PreparedRun.in(made(directory).resolve(UNDISTURBED), models, console);
        List<StressRow> done = new ArrayList<>();
        try (S3Server storage = S3Server.start(directory.resolve(RUNS).resolve("s3"));
                Progress progress = console.progress("stress training", "runs", 0, order.runs())) {
            rows.accept(StressRow.heading());
            for (Disturbance disturbance : disturbances) {
                progress.update(done.size(), announcement(disturbance));
                Path own = directory.resolve(RUNS).resolve("run-%03d".formatted(disturbance.run()));
                done.add(new StressedRun(disturbance, own, storage, order.limit()).run(prepared, order.program()));
                rows.accept(done.get(done.size() - 1).words());
            }
            progress.update(done.size(), "");
        }
        return done;
    }

    private static String announcement(Disturbance disturbance) {
        return "run %d: %s, %d ranks, %s"
                .formatted(
                        disturbance.run(),
                        disturbance.model().words(),
                        disturbance.ranks(),
                        disturbance.fault().words());
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("unclip-stress-");
        } catch (IOException e) {
            throw UserError.retry("Cannot make a temporary folder (%s): give one with --dir.".formatted(e), e);
        }
    }

    private static Path made(Path directory) {
        try {
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw UserError.fatal("Cannot make the folder %s (%s): choose another --dir.".formatted(directory, e), e);
        }
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException | UncheckedIOException e) {
            throw UserError.retry("Cannot delete %s: %s.".formatted(folder, e.getMessage()), e);
        }
    }
}
