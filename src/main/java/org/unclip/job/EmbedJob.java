package org.unclip.job;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.unclip.clip.ClipModel;
import org.unclip.data.table.EmbeddingsTable;
import org.unclip.data.table.PairsTable;
import org.unclip.data.table.TableHold;
import org.unclip.storage.ModelFolder;

/** Embeds every picture and caption of the pairs table with the frozen CLIP; pairs that have embeddings are left. */
public final class EmbedJob {

    /** Fixed, so that which pairs are embedded together does not depend on the number of threads. */
    private static final int PARTITIONS = 16;

    private static final int BATCH_SIZE = 32;

    private EmbedJob() {}

    /** Embeds what has no embeddings by this CLIP yet. */
    public static JobReport run(Run run) {
        return run.timed("embed", () -> {
            try (TableHold hold = run.hold("embed", "embeddings")) {
                return embed(run, hold);
            }
        });
    }

    private static JobReport embed(Run run, TableHold hold) {
        run.describe("embed: writes CLIP's embeddings of new pairs");
        RunFolder folder = new RunFolder(run.folder());
        String fingerprint = ModelFolder.open(folder.clip(), ClipModel.KIND).fingerprint();
        PairsTable pairs = PairsTable.open(run.spark(), run.table("pairs"));
        EmbeddingsTable embeddings = EmbeddingsTable.openOrCreate(run.spark(), run.table("embeddings"))
                .heldBy(hold);
        Dataset<Row> missing = pairs.without(embeddings, fingerprint);
        long count = missing.count();
        if (count == 0) {
            return JobReport.nothingToDo("embed: every pair has its embeddings in " + run.table("embeddings"));
        }
        Embedder embedder = new Embedder(folder.clip(), BATCH_SIZE);
        Dataset<Row> embedded = missing.repartition(PARTITIONS, functions.col("key"))
                .sortWithinPartitions("key")
                .mapPartitions(embedder, Encoders.row(EmbeddingsTable.SCHEMA));
        try (TaskProgress progress = TaskProgress.watch(run, "embed", "pairs", count, PARTITIONS)) {
            embeddings.append(embedded);
        }
        return JobReport.done("embed: %,d pairs to %s".formatted(count, run.table("embeddings")));
    }
}
