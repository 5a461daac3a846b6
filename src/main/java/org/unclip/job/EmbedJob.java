package org.unclip.job;

import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;
import org.unclip.clip.ClipModel;
import org.unclip.config.UserError;
import org.unclip.data.metrics.Gauges;
import org.unclip.data.metrics.PairCounts;
import org.unclip.data.table.EmbeddingsTable;
import org.unclip.data.table.PairsTable;
import org.unclip.data.table.PendingPairs;
import org.unclip.data.table.RejectedTable;
import org.unclip.data.table.Sifted;
import org.unclip.data.table.TableHold;
import org.unclip.storage.ModelFolder;

/**
 * Embeds every picture and caption of the pairs table with the frozen CLIP; pairs that have embeddings are left alone.
 *
 * <p>Portions of the pairs are committed one after the other, so a crash costs one portion at most. A portion begins with
 * what the table lacks, so a pair that a former start committed is not embedded again; and a commit
 * of any other job meanwhile stops this one. A pair's embedding does not depend on the pairs it is embedded with.
 */
public final class EmbedJob {
    private static final String STAGE = RejectedTable.EMBED;
    private static final int PAIRS_OF_TASK = 512;
    private static final int PAIRS_OF_FILE = 8192;

    private final Run run;
    private final EmbedSection config;
    private final String fingerprint;
    private final EmbeddingsTable embeddings;
    private final RejectedTable rejected;
    private final EmbedTimes times;
    private final PairCounts done;

    private EmbedJob(Run run, TableHold held, TableHold heldRejected) {
        this.run = run;
        config = run.config().embed();
        fingerprint = ModelFolder.open(new RunFolder(run.folder()).clip(), ClipModel.KIND)
                .fingerprint();
        embeddings = EmbeddingsTable.openOrCreate(run.spark(), run.table("embeddings"))
                .heldBy(held);
        rejected =
                RejectedTable.openOrCreate(run.spark(), run.table("rejected")).heldBy(heldRejected);
        times = new EmbedTimes(run.spark().sparkContext());
        done = new PairCounts(run.spark().sparkContext(), STAGE);
    }

    /**
     * Embeds what has no embeddings by this CLIP yet.
     *
     * @throws UserError if more pairs are unusable than allowed; the others are embedded nevertheless
     */
    public static JobReport run(Run run) {
        new RunFolder(run.folder()).requireClip(); // before Spark starts
        return run.timed(STAGE, () -> {
            try (TableHold held = run.hold(STAGE, "embeddings");
                    TableHold heldRejected = run.hold(STAGE, "rejected")) {
                run.describe("embed: writes CLIP's embeddings of new pairs");
                PairsTable pairs = PairsTable.open(run.spark(), run.table("pairs"));
                return new EmbedJob(run, held, heldRejected).embed(pairs);
            } finally {
                SharedClip.release();
            }
        });
    }

    private JobReport embed(PairsTable pairs) {
        PendingPairs pending = PendingPairs.of(pairs, embeddings, fingerprint);
        if (pending.count() == 0) {
            return JobReport.nothingToDo("embed: every pair has its embeddings in " + run.table("embeddings"));
        }
        long start = System.nanoTime();
        Sifted.Counts counts = new Sifted.Counts(0, new TreeMap<>());
        try (TaskProgress progress = TaskProgress.watch(run, STAGE, "pairs", pending.count(), done::done);
                Gauges gauges = done.served(pending.count(), config.maxRejectedFraction())) {
            for (Set<String> portion : pending.portions(config.commitPairs())) {
                counts = counts.plus(embed(pending.rows(portion), pending.count(portion)));
            }
        }
        if (counts.rejectedInAll() > 0) {
            requireFewRejected(counts, pending.pairs());
        }
        String summary = summary(counts, Duration.ofNanos(System.nanoTime() - start));
        return counts.accepted() == 0 ? JobReport.nothingToDo(summary) : JobReport.done(summary);
    }

    /** One portion, from its rows to its commit. */
    private Sifted.Counts embed(Dataset<Row> pairs, long count) {
        Embedder embedder = new Embedder(
                new RunFolder(run.folder()).clip(),
                fingerprint,
                config.batchMegabytes(),
                config.textEncodings(),
                times,
                done);
        Dataset<Row> made = pairs.repartition(tasks(count, PAIRS_OF_TASK), functions.col("key"))
                .sortWithinPartitions("key")
                .mapPartitions(embedder, Encoders.row(Embedder.SCHEMA))
                .persist(StorageLevel.DISK_ONLY());
        try {
            Sifted sifted = new Sifted(made);
            Sifted.Counts counts = sifted.count();
            if (counts.rejectedInAll() > 0) {
                rejected.appendNew(sifted.rejected(STAGE));
            }
            if (counts.accepted() > 0) {
                embeddings.append(sifted.accepted().coalesce(tasks(count, PAIRS_OF_FILE)));
            }
            return counts;
        } finally {
            made.unpersist();
        }
    }

    private static int tasks(long pairs, int pairsOfOne) {
        return Math.toIntExact((pairs + pairsOfOne - 1) / pairsOfOne);
    }

    /** Of all pairs, so that a job that goes on from a crash is judged as one at once. */
    private void requireFewRejected(Sifted.Counts counts, long pairs) {
        if (counts.rejectedInAll() > config.maxRejectedFraction() * pairs) {
            throw UserError.fatal(
                    "%d of %d pairs cannot be embedded (%s), more than embed.maxRejectedFraction = %s allows; the others are in the table: see the table \"rejected\", then mend the data or raise the limit."
                            .formatted(counts.rejectedInAll(), pairs, counts.rejected(), config.maxRejectedFraction()));
        }
    }

    private String summary(Sifted.Counts counts, Duration time) {
        double seconds = Math.max(time.toMillis(), 1) / 1e3;
        return String.format(
                Locale.ROOT,
                "embed: %,d pairs in %.0f s, %,.1f pairs/s, %d rejected%s; time of tasks: %s: %s",
                counts.accepted(),
                seconds,
                counts.accepted() / seconds,
                counts.rejectedInAll(),
                counts.rejectedInAll() == 0 ? "" : " " + counts.rejected(),
                times.words(),
                run.table("embeddings"));
    }
}
