package org.unclip.data.shard;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unclip.config.UserError;
import org.unclip.data.LocalSpark;
import org.unclip.data.picture.Picture;
import org.unclip.data.picture.PngEncoder;
import org.unclip.data.table.Embedding;
import org.unclip.data.table.EmbeddingsTable;
import org.unclip.data.table.PairsTable;
import org.unclip.data.table.RejectedTable;
import org.unclip.storage.Folder;
import org.unclip.storage.HalfFloats;

/** Pair {@code i} has a picture of bytes {@code i}, the embedding {@code (i, 0.5)} and one to three captions. */
class ExampleShardsSparkTest {
    private static final int PAIRS = 50;
    private static final int STREAMS = 4;
    private static final long SEED = 3;
    private static final ExampleSpec SPEC = ExampleSpec.ofCaptions(2)
            .withPicture(4)
            .withImageEmbedding(2)
            .withTextEmbeddings(2)
            .withTokens(3)
            .withTextEncodings(3, 2);

    @TempDir
    private static Path directory;

    private static SparkSession spark;
    private static PairsTable pairs;
    private static EmbeddingsTable embeddings;
    private static RejectedTable rejected;
    private static ShardManifest manifest;
    private static Folder folder;

    @BeforeAll
    static void writeTablesAndShards() {
        spark = LocalSpark.session();
        pairs = PairsTable.openOrCreate(spark, directory.resolve("pairs").toString());
        embeddings = EmbeddingsTable.openOrCreate(
                spark, directory.resolve("embeddings").toString());
        rejected =
                RejectedTable.openOrCreate(spark, directory.resolve("rejected").toString());
        List<Row> pairRows = new ArrayList<>();
        List<Row> embeddingRows = new ArrayList<>();
        for (int i = 0; i < PAIRS + 2; i++) {
            pairRows.add(pair(i));
            embeddingRows.add(embedding(i).toRow());
        }
        pairs.append(spark.createDataFrame(pairRows, PairsTable.SCHEMA));
        embeddings.append(spark.createDataFrame(embeddingRows, EmbeddingsTable.SCHEMA));
        manifest = shards(STREAMS).write(shardPath());
        folder = Folder.at(shardPath());
    }

    @Test
    void anEpochDeliversEveryTrainingPairOnceAndValidationTheRest() {
        assertEquals(40, manifest.trainingExamples());
        assertEquals(10, manifest.validation().examples());
        Set<Integer> seen = new HashSet<>();
        for (int stream = 0; stream < STREAMS; stream++) {
            try (ExampleStream examples = ExampleStream.open(folder, manifest, stream)) {
                assertEquals(10, examples.epochSize());
                examples.examples(examples.epochSize(), examples.epochSize()).forEach(e -> seen.add(number(e)));
            }
        }
        assertEquals(40, seen.size());
        try (ExampleShard validation = ExampleShard.open(folder, manifest, manifest.validation())) {
            for (int i = 0; i < validation.size(); i++) {
                assertTrue(seen.add(number(validation.example(i))));
            }
        }
        assertEquals(PAIRS, seen.size());
    }

    @Test
    void anExampleHoldsWhatTheTablesHold() {
        try (ExampleStream examples = ExampleStream.open(folder, manifest, 0)) {
            for (int position = 0; position < examples.epochSize(); position++) {
                Example example = examples.example(position);
                int i = number(example);
                byte[] pixels = new byte[4 * 4 * 3];
                Arrays.fill(pixels, (byte) i);
                assertArrayEquals(pixels, example.picture());
                assertArrayEquals(new float[] {i, 0.5f}, example.imageEmbedding());
                assertEquals(Math.min(2, 1 + i % 3), example.captions());
                for (int caption = 0; caption < 2; caption++) {
                    int stored = caption % (1 + i % 3);
                    assertArrayEquals(new float[] {stored, i}, example.textEmbedding(caption));
                    assertArrayEquals(new int[] {i, stored, 0}, example.tokens(caption));
                    assertArrayEquals(new float[] {i, stored, 0, 0, 0, 1}, example.textEncoding(caption));
                }
            }
        }
    }

    @Test
    void anyPositionIsTheSameHoweverItIsReached() {
        // Blocks of two records, so that the windows of this small shard are several.
        int block = 2 * new RecordLayout(SPEC).bytes();
        try (ExampleStream forward = ExampleStream.open(folder, manifest, 1, block);
                ExampleStream jumping = ExampleStream.open(folder, manifest, 1, block)) {
            List<Integer> order = new ArrayList<>();
            forward.examples(0, 35).forEach(example -> order.add(number(example)));
            for (int i = 0; i < 60; i++) {
                int position = i * 13 % 35;
                assertEquals(order.get(position), number(jumping.example(position)));
            }
            assertNotEquals(order.subList(0, 10), order.subList(10, 20));
            assertEquals(Set.copyOf(order.subList(0, 10)), Set.copyOf(order.subList(10, 20)));
        }
    }

    @Test
    void theSameRequestLeavesTheShardsAloneAndAnotherReplacesThem() throws IOException {
        Path other = directory.resolve("other");
        ShardManifest first = shards(5).write(other.toString());
        byte[] bytes = Files.readAllBytes(other.resolve(first.streams().get(0).file()));
        var time = Files.getLastModifiedTime(other.resolve("manifest.json"));
        assertEquals(first, shards(5).write(other.toString()));
        assertEquals(time, Files.getLastModifiedTime(other.resolve("manifest.json")));

        shards(2).write(other.toString());
        assertEquals(
                List.of("manifest.json", "shard-00000.records", "shard-00001.records", "shard-00002.records"),
                Folder.at(other.toString()).names());

        Files.delete(other.resolve("manifest.json"));
        shards(5).write(other.toString());
        assertArrayEquals(
                bytes, Files.readAllBytes(other.resolve(first.streams().get(0).file())));
    }

    @Test
    void clipTrainingNeedsNoEmbeddings() {
        CaptionTokens lengths = new Lengths();
        ExampleSpec spec = ExampleSpec.ofCaptions(1).withPicture(2).withTokens(2);
        Path other = directory.resolve("clip");
        ShardManifest written =
                new ExampleShards(spark, ExampleSource.ofPairs(pairs, lengths), spec, 1, SEED).write(other.toString());
        try (ExampleStream examples = ExampleStream.open(Folder.at(other.toString()), written, 0)) {
            Example example = examples.example(7);
            assertArrayEquals(new int[] {"caption 0".length(), 1}, example.tokens(0));
            assertEquals(2 * 2 * 3, example.picture().length);
            assertEquals(0, example.imageEmbedding().length);
        }
    }

    @Test
    void orphansAndTooManyStreamsAreUserFaults() {
        UserError orphans = assertThrows(UserError.class, () -> new ExampleShards(
                        spark, ExampleSource.ofEmbeddings(pairs, embeddings, "another clip", rejected), SPEC, 1, SEED)
                .write(directory.resolve("orphans").toString()));
        assertTrue(
                orphans.getMessage()
                        .startsWith("The tables do not fit together, for example at key-000 (1 pairs, 0 embeddings)"),
                orphans.getMessage());
        assertTrue(assertThrows(UserError.class, () -> shards(64)
                        .write(directory.resolve("many").toString()))
                .getMessage()
                .startsWith("There are 40 training pairs, fewer than the 64 micro-batches of a step"));
    }

    @Test
    void whatCouldNotBeEmbeddedIsLeftOut() {
        List<Row> others = IntStream.range(1, PAIRS + 2)
                .mapToObj(i -> new Embedding(
                                embedding(i).key(),
                                "fussy clip",
                                embedding(i).imageEmbedding(),
                                embedding(i).textEmbeddings(),
                                embedding(i).tokenIds(),
                                embedding(i).textEncodings())
                        .toRow())
                .toList();
        embeddings.append(spark.createDataFrame(others, EmbeddingsTable.SCHEMA));
        rejected.appendNew(spark.createDataFrame(
                List.of(RowFactory.create(embedding(0).key(), RejectedTable.EMBED, "not-finite", null)),
                RejectedTable.SCHEMA));
        ExampleSource source = ExampleSource.ofEmbeddings(pairs, embeddings, "fussy clip", rejected);

        ShardManifest written = new ExampleShards(spark, source, SPEC, 1, SEED)
                .write(directory.resolve("fussy").toString());

        assertEquals(
                PAIRS - 1, written.trainingExamples() + written.validation().examples());
    }

    @Test
    void damagedShardsAreNamed() throws IOException {
        Path other = directory.resolve("damaged");
        ShardManifest written = shards(1).write(other.toString());
        Folder damaged = Folder.at(other.toString());
        Path file = other.resolve("shard-00000.records");
        byte[] whole = Files.readAllBytes(file);

        Files.write(file, Arrays.copyOf(whole, whole.length - 1));
        String message = assertThrows(UserError.class, () -> ExampleStream.open(damaged, written, 0))
                .getMessage();
        assertTrue(message.contains("damaged/shard-00000.records is shorter than the"), message);

        Files.write(file, whole);
        Files.write(file, new byte[1], StandardOpenOption.APPEND);
        assertTrue(assertThrows(UserError.class, () -> ExampleStream.open(damaged, written, 0))
                .getMessage()
                .contains("is longer than"));

        whole[whole.length / 2] ^= 1;
        Files.write(file, whole);
        try (ExampleStream examples = ExampleStream.open(damaged, written, 0)) {
            assertTrue(assertThrows(UserError.class, () -> examples.examples(0, examples.epochSize()))
                    .getMessage()
                    .contains("has a wrong checksum in record 20"));
        }
    }

    private static ExampleShards shards(int streams) {
        return new ExampleShards(
                spark, ExampleSource.ofEmbeddings(pairs, embeddings, "clip", rejected), SPEC, streams, SEED);
    }

    private static String shardPath() {
        return directory.resolve("shards").toString();
    }

    private static int number(Example example) {
        return (int) example.imageEmbedding()[0];
    }

    private static Row pair(int i) {
        byte[] rgb = new byte[8 * 8 * 3];
        Arrays.fill(rgb, (byte) i);
        Object[] captions = {"caption 0", "caption 1", "caption 2"};
        return RowFactory.create(
                key(i),
                "test",
                split(i),
                PngEncoder.encode(new Picture(8, 8, rgb)),
                8,
                8,
                Arrays.copyOf(captions, 1 + i % 3));
    }

    /** The last two are of the splits that no shard has. */
    private static String split(int i) {
        if (i >= PAIRS) {
            return i == PAIRS ? "test" : "unlisted";
        }
        return i % 5 == 0 ? "validation" : "train";
    }

    private static Embedding embedding(int i) {
        List<float[]> texts = new ArrayList<>();
        List<int[]> tokens = new ArrayList<>();
        List<byte[]> encodings = new ArrayList<>();
        for (int caption = 0; caption < 1 + i % 3; caption++) {
            texts.add(new float[] {caption, i});
            tokens.add(new int[] {i, caption, 0});
            encodings.add(HalfFloats.encode(new float[] {i, caption, 0, 0, 0, 1}));
        }
        return new Embedding(key(i), "clip", new float[] {i, 0.5f}, texts, tokens, Optional.of(encodings));
    }

    private static String key(int i) {
        return "key-%03d".formatted(i);
    }

    private record Lengths() implements CaptionTokens {
        @Override
        public int[] tokens(String caption) {
            return new int[] {caption.length(), 1};
        }

        @Override
        public String fingerprint() {
            return "lengths";
        }
    }
}
