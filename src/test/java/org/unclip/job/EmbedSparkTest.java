package org.unclip.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unclip.config.ExitCode;
import org.unclip.config.Settings;
import org.unclip.config.UserError;
import org.unclip.data.table.EmbeddingsTable;
import org.unclip.data.table.PairsTable;
import org.unclip.data.table.RejectedTable;

/** Embedding a few drawn scenes with a CLIP of one step, in files of eight pairs and portions of sixteen. */
final class EmbedSparkTest {
    private static final int SCENES = 60;

    @TempDir
    private Path directory;

    @Test
    void everyPairIsEmbeddedOnceInPortions() {
        try (Run run = run(SCENES)) {
            prepare(run);
            JobReport report = EmbedJob.run(run);
            assertEquals(ExitCode.DONE, report.exitCode());
            assertTrue(report.summary().startsWith("embed: 60 pairs in "), report.summary());
            assertEquals(SCENES, embedded(run).size());
            EmbeddingsTable table = EmbeddingsTable.open(run.spark(), run.table("embeddings"));
            assertTrue(table.version() >= 3 && table.version() <= 8, "commits: " + table.version());

            assertEquals(ExitCode.NOTHING_TO_DO, EmbedJob.run(run).exitCode());
            assertEquals(SCENES, embedded(run).size());
        }
    }

    @Test
    void whatIsMissingIsEmbeddedWithTheSameBytesAsAtOnce() {
        Map<String, String> atOnce;
        try (Run run = run(SCENES)) {
            prepare(run);
            EmbedJob.run(run);
            atOnce = embedded(run);
            forget(run, "key like '%3'");
            assertEquals(SCENES - SCENES / 10, embedded(run).size());
        }
        try (Run run = run(SCENES, "embed.batchMegabytes=1", "run.threads=1")) {
            JobReport report = EmbedJob.run(run);
            assertTrue(report.summary().startsWith("embed: 6 pairs in "), report.summary());
            assertEquals(atOnce, embedded(run));
        }
    }

    @Test
    void aPairThatCannotBeEmbeddedIsRejectedAndCostsNoOther() {
        try (Run run = run(SCENES)) {
            prepare(run);
            damage(run);
            UserError error = assertThrows(UserError.class, () -> EmbedJob.run(run));
            assertEquals(
                    "2 of 62 pairs cannot be embedded ({empty-captions=1, not-a-picture=1}), more than"
                            + " embed.maxRejectedFraction = 0.01 allows; the others are in the table: see the table"
                            + " \"rejected\", then mend the data or raise the limit.",
                    error.getMessage());
            assertEquals(ExitCode.FATAL, error.exitCode());
            assertEquals(SCENES, embedded(run).size());
        }
        try (Run run = run(SCENES, "embed.maxRejectedFraction=0.04")) { // 2 of 62, of which none is new
            assertEquals(ExitCode.NOTHING_TO_DO, EmbedJob.run(run).exitCode());
            List<Row> rejected = RejectedTable.openOrCreate(run.spark(), run.table("rejected"))
                    .rows()
                    .orderBy("reason")
                    .collectAsList();
            assertEquals(2, rejected.size(), "each is told once");
            assertEquals("captionless", rejected.get(0).getAs("key"));
            assertEquals("embed", rejected.get(1).getAs("stage"));
            assertEquals("damaged", rejected.get(1).getAs("key"));
        }
    }

    @Test
    void aTrainingSaysThatEncodingsWereNotStored() {
        try (Run run = run(SCENES, "embed.textEncodings=false")) {
            prepare(run);
            EmbedJob.run(run);
            Exception failure = assertThrows(Exception.class, () -> TrainPriorJob.run(run));
            UserError error = assertInstanceOf(UserError.class, failure.getCause());
            assertTrue(error.getMessage().contains("embed.textEncodings = true"), error.getMessage());
        }
    }

    private static void prepare(Run run) {
        IngestJob.run(run);
        TrainClipJob.run(run);
    }

    /** Every row's content by its key; a key that comes twice fails. */
    private static Map<String, String> embedded(Run run) {
        Map<String, String> rows = new TreeMap<>();
        for (Row row : EmbeddingsTable.open(run.spark(), run.table("embeddings"))
                .rows(fingerprint(run))
                .collectAsList()) {
            assertEquals(null, rows.put(row.getAs("key"), row.json()));
        }
        return rows;
    }

    private static String fingerprint(Run run) {
        return org.unclip.storage.ModelFolder.open(new RunFolder(run.folder()).clip())
                .fingerprint();
    }

    private static void forget(Run run, String condition) {
        io.delta.tables.DeltaTable.forPath(run.spark(), run.table("embeddings")).delete(condition);
    }

    private static void damage(Run run) {
        PairsTable pairs = PairsTable.open(run.spark(), run.table("pairs"));
        Dataset<Row> one = pairs.rows().orderBy("key").limit(1);
        pairs.append(one.withColumn("key", functions.lit("damaged"))
                .withColumn("image", functions.lit("<html>".getBytes(java.nio.charset.StandardCharsets.UTF_8))));
        pairs.append(one.withColumn("key", functions.lit("captionless"))
                .withColumn("captions", functions.array().cast("array<string>")));
    }

    private Run run(int scenes, String... more) {
        List<String> settings = new ArrayList<>(List.of(
                "run.dir=" + directory,
                "run.threads=2",
                "spark.settings.\"spark.sql.files.maxRecordsPerFile\"=8",
                "data.shapes.count=" + scenes,
                "clip.training.steps=1",
                "clip.training.warmupSteps=0",
                "clip.training.batchSize=16",
                "embed.commitPairs=16"));
        settings.addAll(List.of(more));
        Console console = new Console(new PrintStream(OutputStream.nullOutputStream()), false);
        return Run.open(Settings.load(Optional.empty(), settings), console);
    }
}
