package org.unclip.data.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unclip.config.UserError;
import org.unclip.data.DataConfig;
import org.unclip.data.DataConfig.Source;
import org.unclip.data.LocalSpark;
import org.unclip.data.layout.Tars;
import org.unclip.data.picture.PictureDecoder;
import org.unclip.data.table.PairsTable;
import org.unclip.data.table.RejectedTable;

/** Whole ingests of published layouts: real captions files where there are some, small pictures. */
class LayoutIngestSparkTest {
    private static final Path SHARED =
            Path.of("../shared/data").toAbsolutePath().normalize();
    private static final DataConfig.ShapesConfig SHAPES = new DataConfig.ShapesConfig(1, 1, 0);

    @TempDir
    private Path directory;

    private final SparkSession spark = LocalSpark.session();
    private Path pictures;
    private PairsTable pairs;
    private RejectedTable rejected;

    @BeforeEach
    void openTables() throws IOException {
        pictures = Files.createDirectories(directory.resolve("pictures/deep"));
        pairs = PairsTable.openOrCreate(spark, directory.resolve("pairs").toString());
        rejected =
                RejectedTable.openOrCreate(spark, directory.resolve("rejected").toString());
    }

    @Test
    void flickr8kKeepsItsSplitsAndARerunAddsNothing() throws IOException {
        String captions = real("flickr8k/Flickr8k.token.txt");
        picture("2513260012_03d33305cf.jpg"); // first of the training list
        picture("2090545563_a4e66ec76b.jpg"); // of the development list
        picture("3385593926_d3e9c21170.jpg"); // of the test list
        picture("2714703706_d21c5cb8df.jpg"); // of none
        picture("not-in-the-captions-file.jpg");
        DataConfig config = config(Source.FLICKR8K, captions, SHARED + "/flickr8k/Flickr_8k.*Images.txt", true);

        assertEquals(new IngestReport(4, 0, Map.of("missing-picture", 8088L)), ingest(config));
        assertEquals(
                Map.of(
                        "flickr8k/2513260012_03d33305cf.jpg", "train",
                        "flickr8k/2090545563_a4e66ec76b.jpg", "validation",
                        "flickr8k/3385593926_d3e9c21170.jpg", "test",
                        "flickr8k/2714703706_d21c5cb8df.jpg", "unlisted"),
                splits());
        assertEquals(
                1,
                rejected.rows()
                        .where("key = 'flickr8k/2258277193_586949ec62.jpg.1' AND reason = 'missing-picture'")
                        .count());
        assertEquals(new IngestReport(0, 4, Map.of("missing-picture", 8088L)), ingest(config));
        assertEquals(4, pairs.rows().count());
        assertEquals(8088, rejected.rows().count());
    }

    @Test
    void kagglesLayoutGivesThePairsOfTheOriginal() throws IOException {
        picture("1000268201_693b08cb0e.jpg");
        picture("1253275679_e955fb7304.jpg");
        ingest(config(Source.FLICKR8K, real("flickr8k/captions.txt"), null, true));
        Map<String, List<String>> kaggle = captions();
        assertEquals(2, kaggle.size());
        assertEquals(5, kaggle.get("flickr8k/1253275679_e955fb7304.jpg").size());

        IngestReport again = ingest(config(Source.FLICKR8K, real("flickr8k/Flickr8k.token.txt"), null, true));
        assertEquals(0, again.added());
        assertEquals(2, again.present());
    }

    @Test
    void flickr30kHasTheCaptionOfItsMalformedRowAndListsWithoutEndings() throws IOException {
        picture("2199200615.jpg");
        Path lists = Files.createDirectories(directory.resolve("entities"));
        Files.writeString(lists.resolve("train.txt"), "100652400\n");
        Files.writeString(lists.resolve("val.txt"), "2199200615\n");
        ingest(config(Source.FLICKR30K, real("flickr30k/results.csv"), lists + "/*.txt", true));
        assertEquals(Map.of("flickr30k/2199200615.jpg", "validation"), splits());
        assertEquals(
                "A dog runs across the grass .",
                captions().get("flickr30k/2199200615.jpg").get(4));

        assertEquals(
                0,
                ingest(config(Source.FLICKR30K, real("flickr30k/results_20130124.token"), null, true))
                        .added());
    }

    @Test
    void splitsOfDatasetJsonHoldUnlessTheyShallNot() throws IOException {
        picture("a.png");
        picture("b.png");
        Path json = Files.writeString(directory.resolve("dataset.json"), """
                {"images": [{"filename": "a.png", "split": "test", "sentences": [{"raw": "a"}]},
                            {"filepath": "val2014", "filename": "b.png", "split": "val", "sentences": [{"raw": "b"}]}]}
                """);
        assertEquals(
                2, ingest(config(Source.KARPATHY, json.toString(), null, true)).added());
        assertEquals(Map.of("karpathy/a.png", "test", "karpathy/val2014/b.png", "validation"), splits());

        openOthers();
        ingest(config(Source.KARPATHY, json.toString(), null, false));
        assertEquals(Map.of("karpathy/a.png", "train", "karpathy/val2014/b.png", "train"), splits());
    }

    @Test
    void cocoKeepsItsSplitsWhereTheFilesNameBoth() {
        String captions = real("coco/annotations") + "/captions_{train2017.mini80,val2017}.json";
        ingest(config(Source.COCO, SHARED + "/coco", captions, null, true));
        Map<String, Long> counts =
                splits().values().stream().collect(Collectors.groupingBy(s -> s, Collectors.counting()));
        assertEquals(Map.of("train", 26L, "validation", 60L), counts);
    }

    @Test
    void tarsBecomePairsInOneWayThroughEachAndARerunAddsWhatIsNew() throws Exception {
        byte[] first =
                new Tars().sample("0", 10, "ten").sample("1", 20, "twenty").end();
        Files.write(pictures.resolve("0.tar"), first);
        Files.write(pictures.resolve("1.tar.gz"), Tars.gzip(first));
        DataConfig config = config(Source.WEBDATASET, null, null, true);
        assertEquals(new IngestReport(4, 0, Map.of()), ingest(config));
        for (Row row : pairs.rows().collectAsList()) {
            int grey = row.<String>getAs("key").endsWith("/0") ? 10 : 20;
            assertEquals(grey, new PictureDecoder().decode(row.getAs("image")).rgb()[0]);
            assertEquals(20, row.<Integer>getAs("width"));
            assertEquals(List.of(grey == 10 ? "ten" : "twenty"), row.getList(6));
        }
        Files.write(
                pictures.resolve("2.tar"), new Tars().sample("0", 30, "thirty").end());
        assertEquals(new IngestReport(1, 4, Map.of()), ingest(config));
        assertEquals(new IngestReport(0, 5, Map.of()), ingest(config));
    }

    @Test
    void everyFaultOfATarIsARejectionAndTheRestIsAdded() throws IOException {
        byte[] html = "<html>not found</html>".getBytes(StandardCharsets.UTF_8);
        byte[] png = Tars.picture(7);
        byte[] tar = new Tars()
                .sample("good", 10, "ten")
                .with("alone.png", png)
                .with("without.txt", "no picture")
                .with("html.jpg", html)
                .with("html.txt", "a page")
                .with("cut.png", Arrays.copyOf(png, png.length / 2))
                .with("cut.txt", "half")
                .with("zero.jpg", new byte[0])
                .with("zero.txt", "nothing")
                .sample("last", 10, "cut off")
                .end();
        Files.write(pictures.resolve("0.tar"), Arrays.copyOf(tar, tar.length - 3 * 512));

        IngestReport report = ingest(config(Source.WEBDATASET, null, null, true));
        assertEquals(1, report.added());
        assertEquals(
                Map.of(
                        "alone", "empty-captions",
                        "without", "missing-picture",
                        "html", "not-a-picture",
                        "cut", "truncated",
                        "zero", "empty",
                        "last", "cut-archive",
                        "0.tar", "cut-archive"),
                rejected.rows().collectAsList().stream()
                        .collect(Collectors.toMap(row -> lastPart(row.getString(0)), row -> row.getString(2))));
        Map<String, Long> reasons = report.rejected();
        assertEquals(report, new IngestReport(1, 0, reasons));
        assertEquals(new IngestReport(0, 1, reasons), ingest(config(Source.WEBDATASET, null, null, true)));
        assertEquals(7, rejected.rows().count());
    }

    @Test
    void captionsThatCannotBeReadCostTheirPairAlone() throws IOException {
        picture("good.png");
        Files.writeString(pictures.resolve("good.txt"), "\uFEFFgood");
        picture("bytes.png");
        Files.write(pictures.resolve("bytes.txt"), new byte[] {'a', (byte) 0x80});
        picture("huge.png");
        Files.writeString(pictures.resolve("huge.txt"), "x".repeat(10_000_000));

        assertEquals(
                new IngestReport(1, 0, Map.of("invalid-utf8", 1L, "caption-too-long", 1L)),
                ingest(config(Source.FOLDER, null, null, true)));
        assertEquals(List.of("good"), captions().get("folder/deep/good.png"));
    }

    @Test
    void aHugeCaptionInJsonAndAPictureInTwoPlacesAreRejected() throws IOException {
        picture("a.png");
        picture("b.png");
        Files.copy(pictures.resolve("b.png"), pictures.getParent().resolve("b.png"));
        Files.copy(
                pictures.resolve("b.png"),
                Files.createDirectories(pictures.resolve("er")).resolve("b.png"));
        Path json = Files.writeString(directory.resolve("dataset.json"), """
                {"images": [{"filename": "a.png", "split": "test", "sentences": [{"raw": "%s"}]},
                            {"filepath": "deep", "filename": "b.png", "split": "val", "sentences": [{"raw": "b"}]},
                            {"filepath": "there", "filename": "b.png", "split": "val", "sentences": [{"raw": "b"}]}]}
                """.formatted("x".repeat(10_000_000)));
        assertEquals(
                new IngestReport(1, 0, Map.of("caption-too-long", 1L, "ambiguous-picture", 1L)),
                ingest(config(Source.KARPATHY, json.toString(), null, true)));
        assertTrue(captions().containsKey("karpathy/deep/b.png"));
    }

    @Test
    void listsThatContradictEachOtherOrSayNoSplitAreRefused() throws IOException {
        Path captions = Files.writeString(directory.resolve("x.token"), "a.jpg#0\tone\n");
        Path lists = Files.createDirectories(directory.resolve("lists"));
        Files.writeString(lists.resolve("trainImages.txt"), "a.jpg\n");
        Files.writeString(lists.resolve("testImages.txt"), "\na.jpg \n");
        DataConfig config = config(Source.FLICKR8K, captions.toString(), lists + "/*", true);
        String twice = assertThrows(UserError.class, () -> ingest(config)).getMessage();
        assertTrue(twice.startsWith("a.jpg is listed in ") && twice.endsWith(": take it out of one list."), twice);

        Files.move(lists.resolve("testImages.txt"), lists.resolve("images.txt"));
        assertEquals(
                "data.splits is \"images.txt\", but must be a name with one of the words train, dev or val, test: "
                        + "rename the list or narrow the pattern.",
                assertThrows(UserError.class, () -> ingest(config)).getMessage());
    }

    private void openOthers() {
        pairs = PairsTable.openOrCreate(spark, directory.resolve("pairs2").toString());
    }

    private IngestReport ingest(DataConfig config) {
        return new Ingest(config, 5).run(spark, pairs, rejected);
    }

    private Map<String, String> splits() {
        return pairs.rows().collectAsList().stream()
                .collect(Collectors.toMap(row -> row.getString(0), row -> row.getString(2)));
    }

    private Map<String, List<String>> captions() {
        Map<String, List<String>> captions = new TreeMap<>();
        pairs.rows().collectAsList().forEach(row -> captions.put(row.getString(0), row.getList(6)));
        return captions;
    }

    private DataConfig config(Source source, String captions, String splits, boolean keepSplits) {
        return config(source, pictures.getParent().toString(), captions, splits, keepSplits);
    }

    private static DataConfig config(Source source, String path, String captions, String splits, boolean keepSplits) {
        return new DataConfig(
                source,
                Optional.of(path),
                Optional.ofNullable(captions),
                Optional.ofNullable(splits),
                keepSplits,
                16,
                5,
                0,
                1,
                SHAPES);
    }

    /** A small picture of any name: its bytes tell the format. */
    private void picture(String name) throws IOException {
        Files.write(pictures.resolve(name), Tars.picture(1));
    }

    private static String real(String name) {
        Path file = SHARED.resolve(name);
        assumeTrue(Files.exists(file), "skipped: nothing at " + file);
        return file.toString();
    }

    private static String lastPart(String key) {
        return key.substring(key.lastIndexOf('/') + 1);
    }
}
