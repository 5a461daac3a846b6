package org.unclip.data.ingest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unclip.config.ExitCode;
import org.unclip.config.UserError;
import org.unclip.data.DataConfig;
import org.unclip.data.LocalSpark;
import org.unclip.data.Split;
import org.unclip.data.picture.Picture;
import org.unclip.data.picture.PictureDecoder;
import org.unclip.data.picture.PngEncoder;
import org.unclip.data.shapes.SceneRenderer;
import org.unclip.data.shapes.SceneSampler;
import org.unclip.data.table.PairsTable;
import org.unclip.data.table.RejectedTable;

class IngestSparkTest {
    private static final Path COCO = Path.of("../shared/data/coco");
    private static final DataConfig.ShapesConfig SHAPES = new DataConfig.ShapesConfig(60, 2, 0.3);

    @TempDir
    private Path directory;

    private final SparkSession spark = LocalSpark.session();
    private PairsTable pairs;
    private RejectedTable rejected;

    @BeforeEach
    void openTables() {
        pairs = PairsTable.openOrCreate(spark, directory.resolve("pairs").toString());
        rejected =
                RejectedTable.openOrCreate(spark, directory.resolve("rejected").toString());
    }

    @Test
    void shapesBecomePairsAndASecondRunAddsNothing() throws Exception {
        DataConfig config = config(DataConfig.Source.SHAPES, null, null, 0);
        assertEquals(new IngestReport(60, 0, Map.of()), ingest(config));
        Map<String, Row> rows = rowsByKey();
        Row row = rows.get("shapes/5/000017");
        SceneSampler sampler = new SceneSampler(5, 0.3);
        byte[] expected = new SceneRenderer(32).render(sampler.scene(SceneSampler.Source.SEEN, 17));
        assertArrayEquals(
                expected, new PictureDecoder().decode(row.getAs("image")).rgb());
        assertEquals(2, row.getList(row.fieldIndex("captions")).size());
        long validation = rows.values().stream()
                .filter(r -> r.getAs("split").equals(Split.VALIDATION.word()))
                .count();
        assertTrue(validation >= 8 && validation <= 32, "a third of 60, got " + validation);
        assertEquals(2 * validation, pairs.captions(Split.VALIDATION).count());

        long version = pairs.version();
        assertEquals(new IngestReport(0, 60, Map.of()), ingest(config));
        assertEquals(version, pairs.version());
    }

    @Test
    void theTableDoesNotDependOnHowTheWorkIsDivided() {
        List<String> whole = pairsMadeInParts(1);
        assertEquals(60, whole.size());
        assertEquals(whole, pairsMadeInParts(3));
    }

    @Test
    void whatAFolderLacksIsRejectedAndTriedAgain() throws IOException {
        Path folder = directory.resolve("pictures/deep");
        Files.createDirectories(folder);
        write(folder, "good.png", "a red dot\n\n  a dot ");
        write(folder, "silent.png", " \n");
        write(folder, "lonely.png", null);
        Files.writeString(folder.resolve("gone.txt"), "nothing to see");
        Files.writeString(folder.resolve("fake.jpg"), "this is no picture");
        Files.writeString(folder.resolve("fake.txt"), "a fake");
        Files.write(folder.resolve("zero.jpg"), new byte[0]);
        Files.writeString(folder.resolve("zero.txt"), "no bytes");

        DataConfig config = config(DataConfig.Source.FOLDER, folder.getParent().toString(), null, 0.9);
        Map<String, Long> reasons =
                Map.of("empty-captions", 2L, "missing-picture", 1L, "not-a-picture", 1L, "empty", 1L);
        assertEquals(new IngestReport(1, 0, reasons), ingest(config));
        Row row = rowsByKey().get("folder/deep/good.png");
        assertEquals(List.of("a red dot", "a dot"), row.getList(6));
        assertEquals(40, row.<Integer>getAs("width"));
        assertEquals(50, row.<Integer>getAs("height"));
        assertEquals(5, rejected.rows().count());
        assertEquals(new IngestReport(0, 1, reasons), ingest(config), "as many are bad as before, of as many");

        write(folder, "lonely.png", "company at last");
        assertEquals(1, ingest(config).added());
        assertEquals(5, rejected.rows().count());
    }

    @Test
    void aFolderMayHoldItsOwnValidationPairs() throws IOException {
        Path folder = directory.resolve("divided");
        for (String split : List.of("train", "validation")) {
            Files.createDirectories(folder.resolve(split));
            for (int i = 0; i < 8; i++) {
                write(folder.resolve(split), i + ".png", "a dot");
            }
        }
        ingest(config(DataConfig.Source.FOLDER, folder.toString(), null, 0));
        rowsByKey().forEach((key, row) -> assertEquals(key.split("/")[1], row.getAs("split"), key));
        assertEquals(16, pairs.rows().count());
    }

    @Test
    void tooManyRejectionsLeaveThePairsAsTheyWere() throws IOException {
        Files.createDirectories(directory.resolve("few"));
        write(directory.resolve("few"), "good.png", "a dot");
        write(directory.resolve("few"), "bad.png", null);
        DataConfig config =
                config(DataConfig.Source.FOLDER, directory.resolve("few").toString(), null, 0.4);
        UserError error = assertThrows(UserError.class, () -> ingest(config));
        assertEquals(ExitCode.FATAL, error.exitCode());
        assertTrue(
                error.getMessage().startsWith("1 of 2 pairs cannot be used ({empty-captions=1}), more than"),
                error.getMessage());
        assertEquals(0, pairs.rows().count());
        assertEquals(1, rejected.rows().count());
    }

    @Test
    void realPhotographsAreFoundByTheirCaptions() {
        assumeTrue(Files.isDirectory(COCO), "skipped: no photographs at " + COCO);
        DataConfig config = config(DataConfig.Source.COCO, COCO.toString(), COCO + "/annotations/captions_*.json", 1);
        assertEquals(new IngestReport(86, 0, Map.of("missing-picture", 4994L)), ingest(config));
    }

    @Test
    void missingFoldersAndOtherSizesAreUserFaults() {
        DataConfig nowhere =
                config(DataConfig.Source.FOLDER, directory.resolve("no").toString(), null, 0);
        assertTrue(assertThrows(UserError.class, () -> ingest(nowhere))
                .getMessage()
                .endsWith("but must be a folder that exists: correct the path."));

        ingest(config(DataConfig.Source.SHAPES, null, null, 0));
        DataConfig larger = new DataConfig(
                DataConfig.Source.SHAPES,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                true,
                64,
                5,
                0.3,
                0,
                SHAPES);
        assertEquals(
                "data.imageSize is 64, but must be 32, the size of the pictures already in the table: "
                        + "restore it or choose a new run folder.",
                assertThrows(UserError.class, () -> ingest(larger)).getMessage());
    }

    private IngestReport ingest(DataConfig config) {
        return new Ingest(config, 5).run(spark, pairs, rejected);
    }

    private List<String> pairsMadeInParts(int parts) {
        SparkSession divided = spark.newSession();
        divided.conf().set("spark.sql.leafNodeDefaultParallelism", parts);
        divided.conf().set("spark.sql.shuffle.partitions", parts);
        divided.conf().set("spark.sql.adaptive.enabled", false);
        Path folder = directory.resolve("parts" + parts);
        PairsTable made =
                PairsTable.openOrCreate(divided, folder.resolve("pairs").toString());
        new Ingest(config(DataConfig.Source.SHAPES, null, null, 0), 5)
                .run(
                        divided,
                        made,
                        RejectedTable.openOrCreate(
                                divided, folder.resolve("none").toString()));
        assertEquals(parts, made.rows().inputFiles().length);
        return contents(made.rows());
    }

    private Map<String, Row> rowsByKey() {
        Map<String, Row> rows = new TreeMap<>();
        pairs.rows().collectAsList().forEach(row -> rows.put(row.getAs("key"), row));
        return rows;
    }

    private static List<String> contents(Dataset<Row> pairs) {
        return pairs
                .selectExpr("concat_ws(' ', key, source, split, hex(image), width, height, captions)")
                .as(Encoders.STRING())
                .collectAsList()
                .stream()
                .sorted()
                .toList();
    }

    private static DataConfig config(DataConfig.Source source, String path, String captions, double maxRejected) {
        return new DataConfig(
                source,
                Optional.ofNullable(path),
                Optional.ofNullable(captions),
                Optional.empty(),
                true,
                32,
                5,
                0.3,
                maxRejected,
                SHAPES);
    }

    private static void write(Path folder, String picture, String captions) throws IOException {
        Files.write(folder.resolve(picture), PngEncoder.encode(new Picture(40, 50, new byte[40 * 50 * 3])));
        if (captions != null) {
            Files.writeString(folder.resolve(picture.replace(".png", ".txt")), captions);
        }
    }
}
