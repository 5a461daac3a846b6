package org.unclip.job.stress;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.unclip.config.ExitCode;
import org.unclip.job.Console;
import org.unclip.job.JobReport;
import org.unclip.job.Progress;

/**
 * Proves that a training on a cluster ends bit for bit the same whatever happens to it: trains once undisturbed, then
 * many times with something killed, and compares the last checkpoints.
 */
public final class TrainingStress {
    private final StressOrder order;
    private final Consumer<String> rows;
    private final Console console;

    private TrainingStress(StressOrder order, Consumer<String> rows, Console console) {
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
    public static JobReport run(StressOrder order, Consumer<String> rows, Console console) {
        return new TrainingStress(order, rows, console).run();
    }

    private JobReport run() {
        StressFolder folder = StressFolder.emptied(order.directory());
        List<StressRow> done = runs(folder.path());
        boolean proven = done.stream().allMatch(row -> row.survived() && row.equal());
        folder.leave(proven, console);
        return new JobReport(proven ? ExitCode.DONE : ExitCode.QUALITY_REFUSED, StressRow.summary(done));
    }

    private List<StressRow> runs(Path directory) {
        List<Disturbance> disturbances = Disturbance.deal(order.seed(), order.runs(), Fault.ofThisMachine());
        Set<StressedModel> models = EnumSet.noneOf(StressedModel.class);
        disturbances.forEach(disturbance -> models.add(disturbance.model()));
        console.say("Training undisturbed, for the digests to compare with.");
        PreparedRun prepared = PreparedRun.in(directory.resolve(StressFolder.UNDISTURBED), models, console);
        List<StressRow> done = new ArrayList<>();
        try (S3Server storage =
                        S3Server.start(directory.resolve(StressFolder.RUNS).resolve("s3"));
                Progress progress = console.progress("stress training", "runs", 0, order.runs())) {
            rows.accept(StressRow.heading());
            for (Disturbance disturbance : disturbances) {
                progress.update(done.size(), announcement(disturbance));
                Path own = StressFolder.ofRun(directory, disturbance.run());
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
}
