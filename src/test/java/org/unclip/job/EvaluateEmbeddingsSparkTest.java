package org.unclip.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unclip.config.ExitCode;
import org.unclip.config.Settings;
import org.unclip.config.UserError;
import org.unclip.data.table.Embedding;
import org.unclip.data.table.EmbeddingsTable;
import org.unclip.data.table.PairsTable;
import org.unclip.report.Metric;

class EvaluateEmbeddingsSparkTest {
    private static final List<MadeEmbeddings> MADE =
            IntStream.range(0, 60).mapToObj(MadeEmbeddings::of).toList();
    private static final List<Run> RUNS = new ArrayList<>();

    @TempDir
    private static Path directory;

    /** Runs share a Spark session, which the first of them to close stops. */
    @AfterAll
    static void end() {
        RUNS.forEach(Run::close);
    }

    @Test
    void figuresAreThoseOfTheSlowReference() {
        List<MadeEmbeddings> embedded = MADE.subList(0, 58);
        Run run = withTables("sound", embedded.stream().map(made -> made.row("one")));

        JobReport report = EvaluateEmbeddingsJob.run(run, asked(null, null, 5000));

        assertEquals(ExitCode.DONE, report.exitCode(), report.summary());
        assertTrue(report.summary().endsWith("\nNo row is refused."), report.summary());
        assertTrue(report.summary().contains("58 rows of the CLIP one; 20 of 20 pairs (split: validation) compared\n"));
        EmbeddingsQuality quality = written(run);
        assertMeasured(MadeEmbeddings.measured(heldOut(embedded)), quality);
        assertMeasured(norms("image-norm", embedded.stream().map(MadeEmbeddings::image)), quality);
        assertMeasured(norms("text-norm", embedded.stream().flatMap(made -> made.texts().stream())), quality);
        assertEquals(Map.of("pairs-without-row", 2.0), faults(quality));
    }

    @Test
    void rowsThatNothingCanBeMeasuredWithAreCountedAndRefused() {
        List<MadeEmbeddings> rows = new ArrayList<>(MADE);
        spoil(rows, 0, made -> made.texts().get(0)[1] = Float.NaN);
        spoil(rows, 1, made -> made.image()[5] = Float.POSITIVE_INFINITY);
        rows.set(3, MADE.get(3).withTexts(List.of(new float[] {1, 2, 3})));
        rows.set(6, MADE.get(6).withTexts(List.of(new float[6], new float[6])));
        rows.set(9, MADE.get(9).withTexts(MADE.get(9).texts().subList(0, 2)));
        rows.add(MADE.get(12));
        rows.add(MadeEmbeddings.of(60));
        rows.remove(59);
        Run run = withTables("spoiled", rows.stream().map(made -> made.row("one")));

        JobReport report = EvaluateEmbeddingsJob.run(run, asked(null, "validation", 5000));

        assertEquals(ExitCode.QUALITY_REFUSED, report.exitCode());
        assertTrue(
                report.summary()
                        .contains(
                                "\nRefused: Rows with a NaN or an infinity: 2; Rows with a vector of a wrong length: 1;"),
                report.summary());
        EmbeddingsQuality quality = written(run);
        assertEquals(
                Map.of(
                        "rows-not-finite", 2.0,
                        "rows-of-wrong-length", 1.0,
                        "rows-without-direction", 1.0,
                        "keys-with-other-captions", 2.0,
                        "rows-repeated", 1.0,
                        "rows-without-pair", 1.0,
                        "pairs-without-row", 1.0),
                faults(quality));
        assertEquals(6, quality.refused().size());
        List<MadeEmbeddings> sound = new ArrayList<>(heldOut(rows.subList(0, 59)));
        sound.removeIf(
                made -> List.of("key-000", "key-003", "key-006", "key-012").contains(made.key()));
        assertEquals(List.of(16L, 20L), List.of(quality.pairs(), quality.ofPairs()));
        assertMeasured(MadeEmbeddings.measured(sound), quality);
    }

    @Test
    void aMixedTableIsRefusedUnlessOneClipIsChosen() {
        Run run = withTables(
                "mixed",
                Stream.concat(
                        MADE.stream().map(made -> made.row("one")),
                        MADE.subList(0, 7).stream().map(made -> made.row("two"))));

        UserError refused =
                assertThrows(UserError.class, () -> EvaluateEmbeddingsJob.run(run, asked(null, null, 5000)));

        assertEquals(
                run.table("embeddings")
                        + " mixes embeddings of 2 CLIPs, which do not compare: one (60 rows), two (7 rows). Choose one with"
                        + " --clip FINGERPRINT.",
                refused.getMessage());
        assertEquals(
                ExitCode.DONE,
                EvaluateEmbeddingsJob.run(run, asked("one", null, 5000)).exitCode());
        assertMeasured(MadeEmbeddings.measured(heldOut(MADE)), written(run));
        JobReport few = EvaluateEmbeddingsJob.run(run, asked("two", "all", 5000));
        assertEquals(ExitCode.DONE, few.exitCode());
        assertTrue(
                few.summary().contains("7 of 60 pairs (split: all) are sound, too few to compare: 10 would do\n"),
                few.summary());
        assertEquals(Map.of("pairs-without-row", 53.0), faults(written(run)));
    }

    @Test
    void noMorePairsAreComparedThanAskedForAndMoreOfThemHoldTheFewer() {
        Run run = withTables("bounded", MADE.stream().map(made -> made.row("one")));
        List<String> byHash = run
                .spark()
                .sql("select key from delta.`" + run.table("pairs") + "` order by xxhash64(key)")
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .toList();
        for (int most : List.of(12, 25)) {
            EvaluateEmbeddingsJob.run(run, asked(null, "all", most));

            List<String> chosen = byHash.subList(0, most);
            EmbeddingsQuality quality = written(run);
            assertEquals(List.of((long) most, 60L), List.of(quality.pairs(), quality.ofPairs()));
            assertMeasured(
                    MadeEmbeddings.measured(MADE.stream()
                            .filter(made -> chosen.contains(made.key()))
                            .toList()),
                    quality);
        }
    }

    @Test
    void aRealClipsEmbeddingsAreSoundAndMeasured() {
        Run run = open(
                "real",
                "data.shapes.count=60",
                "data.validationFraction=0.3",
                "clip.training.batchSize=16",
                "clip.training.steps=4",
                "clip.training.warmupSteps=0");
        IngestJob.run(run);
        TrainClipJob.run(run);
        EmbedJob.run(run);

        JobReport report = EvaluateEmbeddingsJob.run(run, asked(null, "all", 5000));

        assertEquals(ExitCode.DONE, report.exitCode(), report.summary());
        EmbeddingsQuality quality = written(run);
        assertEquals(List.of(60L, 60L, 60L), List.of(quality.rows(), quality.pairs(), quality.ofPairs()));
        assertEquals(Map.of(), faults(quality));
        for (String key : List.of("image-norm-min", "image-norm-max", "text-norm-min", "text-norm-max")) {
            assertEquals(1, value(quality, key), 1e-6, key);
        }
        List<MadeEmbeddings> embedded =
                EmbeddingsTable.open(run.spark(), run.table("embeddings")).rows(quality.clip()).collectAsList().stream()
                        .map(Embedding::of)
                        .map(row -> new MadeEmbeddings(row.key(), "all", row.imageEmbedding(), row.textEmbeddings()))
                        .toList();
        Map<String, Double> reference = MadeEmbeddings.measured(embedded);
        assertMeasured(Map.of("pair-cosine", reference.get("pair-cosine")), quality);
        assertMeasured(Map.of("pair-cosine-shuffled", reference.get("pair-cosine-shuffled")), quality);
    }

    private static EmbeddingsRequest asked(String clip, String split, int pairs) {
        return new EmbeddingsRequest(Optional.ofNullable(clip), Optional.ofNullable(split), pairs);
    }

    private static void spoil(List<MadeEmbeddings> rows, int i, Consumer<MadeEmbeddings> fault) {
        MadeEmbeddings spoiled = MadeEmbeddings.of(i);
        fault.accept(spoiled);
        rows.set(i, spoiled);
    }

    private static List<MadeEmbeddings> heldOut(List<MadeEmbeddings> made) {
        return made.stream().filter(pair -> pair.split().equals("validation")).toList();
    }

    private static Map<String, Double> norms(String key, Stream<float[]> vectors) {
        DoubleSummaryStatistics norms = vectors.mapToDouble(vector -> Math.sqrt(MadeEmbeddings.dot(vector, vector)))
                .summaryStatistics();
        return Map.of(key + "-min", norms.getMin(), key + "-mean", norms.getAverage(), key + "-max", norms.getMax());
    }

    /** Those found, by their keys. */
    private static Map<String, Double> faults(EmbeddingsQuality quality) {
        return quality.metrics().stream()
                .filter(metric -> metric.group().equals("Rows of the table") && metric.value() > 0)
                .collect(Collectors.toMap(Metric::key, Metric::value, Double::sum, TreeMap::new));
    }

    private static void assertMeasured(Map<String, Double> reference, EmbeddingsQuality quality) {
        reference.forEach((key, value) -> assertEquals(value, value(quality, key), 1e-7, key));
    }

    private static double value(EmbeddingsQuality quality, String key) {
        return quality.metrics().stream()
                .filter(metric -> metric.key().equals(key))
                .findFirst()
                .orElseThrow()
                .value();
    }

    private static EmbeddingsQuality written(Run run) {
        return new JsonFile(run.folder().folder("evaluation"), EmbeddingsQuality.FILE)
                .read(new TypeReference<EmbeddingsQuality>() {})
                .orElseThrow();
    }

    /** A run with all made pairs and these embeddings. */
    private static Run withTables(String name, Stream<Row> embeddings) {
        Run run = open(name);
        PairsTable.openOrCreate(run.spark(), run.table("pairs"))
                .append(run.spark()
                        .createDataFrame(MADE.stream().map(MadeEmbeddings::pair).toList(), PairsTable.SCHEMA));
        EmbeddingsTable.openOrCreate(run.spark(), run.table("embeddings"))
                .append(run.spark().createDataFrame(embeddings.toList(), EmbeddingsTable.SCHEMA));
        return run;
    }

    private static Run open(String name, String... more) {
        List<String> settings = new ArrayList<>(List.of(more));
        settings.addAll(List.of("run.dir=" + directory.resolve(name), "run.threads=2", "evaluation.resamples=20"));
        Console console = new Console(new PrintStream(OutputStream.nullOutputStream()), false);
        Run run = Run.open(Settings.load(Optional.empty(), settings), console);
        RUNS.add(run);
        return run;
    }
}
