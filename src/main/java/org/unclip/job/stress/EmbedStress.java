package org.unclip.job.stress;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;
import org.unclip.config.ExitCode;
import org.unclip.data.table.SparkSessions;
import org.unclip.job.Console;
import org.unclip.job.JobReport;
import org.unclip.job.Progress;

/**
 * Proves that embedding on a cluster leaves every pair's embedding in the table exactly once, with the same bytes, whatever
 * happens to it: embeds once undisturbed, then many times with something killed, and compares the tables.
 */
public final class EmbedStress {
    private final StressOrder order;
    private final Optional<Path> data;
    private final Consumer<String> rows;
    private final Console console;

    private EmbedStress(StressOrder order, Optional<Path> data, Consumer<String> rows, Console console) {
        this.order = order;
        this.data = data.map(Path::toAbsolutePath);
        this.rows = rows;
        this.console = console;
    }

    /**
     * Does all runs.
     *
     * @param data settings of the data set; drawn scenes unless given
     * @param rows gets the table, a line each
     * @return whose last words are the count of those that ended exactly; done only if all did
     */
    public static JobReport run(StressOrder order, Optional<Path> data, Consumer<String> rows, Console console) {
        return new EmbedStress(order, data, rows, console).run();
    }

    private JobReport run() {
        StressFolder folder = StressFolder.emptied(order.directory());
        console.say("Embedding undisturbed, for the table to compare with.");
        PreparedPairs prepared = PreparedPairs.in(folder.path().resolve(StressFolder.UNDISTURBED), data, console);
        List<EmbedRow> done = runs(folder.path(), prepared);
        boolean proven = done.stream().allMatch(EmbedRow::exact);
        folder.leave(proven, console);
        return new JobReport(proven ? ExitCode.DONE : ExitCode.QUALITY_REFUSED, EmbedRow.summary(done));
    }

    private List<EmbedRow> runs(Path directory, PreparedPairs prepared) {
        List<EmbedRow> done = new ArrayList<>();
        Path parts = directory.resolve(StressFolder.RUNS);
        try (S3Server storage = S3Server.start(parts.resolve("s3"));
                StandaloneCluster cluster = StandaloneCluster.start(
                        ClusterOptions.of(parts.resolve("cluster"), EmbedDisturbance.EXECUTORS));
                SparkSession spark = reader(storage, parts);
                Progress progress = console.progress("stress embed", "runs", 0, order.runs())) {
            rows.accept(EmbedRow.heading());
            for (EmbedDisturbance next : EmbedDisturbance.deal(order.seed(), order.runs(), prepared.portions())) {
                progress.update(
                        done.size(),
                        "run %d: %s".formatted(next.run(), next.fault().words()));
                Path own = StressFolder.ofRun(directory, next.run());
                EmbedRow row = new StressedEmbed(next, own, cluster, storage, order.limit())
                        .run(prepared, spark, data, order.program());
                rows.accept(row.words());
                done.add(row);
            }
            progress.update(done.size(), "");
        }
        return done;
    }

    /** A Spark of this process that reads what is on the server. */
    private static SparkSession reader(S3Server storage, Path directory) {
        Map<String, String> settings = new HashMap<>();
        storage.hadoopSettings().forEach((key, value) -> settings.put("spark.hadoop." + key, value));
        return SparkSessions.local(settings, 1, directory.resolve("reader"));
    }
}
