package org.unclip.job.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unclip.clip.ClipConfig;
import org.unclip.config.Settings;
import org.unclip.data.LocalSpark;
import org.unclip.data.table.Embedding;
import org.unclip.data.table.EmbeddingsTable;
import org.unclip.job.ClipSection;
import org.unclip.random.KeyedRandom;
import org.unclip.storage.HalfFloats;

/** The planned size of rows against that of a table on disk. */
final class EmbeddingRowsSparkTest {
    private static final int PAIRS = 600;
    private static final int CAPTIONS = 2;
    private static final double TOLERANCE = 0.05;

    private final ClipConfig clip = Settings.load(Optional.empty(), List.of())
            .read("clip", ClipSection.class)
            .model();

    @TempDir
    Path folder;

    @Test
    void rowsTakeWhatIsPlanned() throws IOException {
        EmbeddingRows rows = new EmbeddingRows(clip, CAPTIONS);

        assertEquals(rows.bytes(), bytesOnDisk(false), TOLERANCE * rows.bytes());
        assertEquals(rows.bytesWithEncodings(), bytesOnDisk(true), TOLERANCE * rows.bytesWithEncodings());
    }

    private double bytesOnDisk(boolean encodings) throws IOException {
        Path table = folder.resolve("encodings-" + encodings);
        SparkSession spark = LocalSpark.session();
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < PAIRS; i++) {
            rows.add(embedding(i, encodings).toRow());
        }
        EmbeddingsTable.openOrCreate(spark, table.toString())
                .append(spark.createDataFrame(rows, EmbeddingsTable.SCHEMA).coalesce(1));
        try (Stream<Path> files = Files.list(table)) {
            return files.filter(file -> file.toString().endsWith(".parquet"))
                            .mapToLong(file -> file.toFile().length())
                            .sum()
                    / (double) PAIRS;
        }
    }

    private Embedding embedding(int i, boolean encodings) {
        KeyedRandom random = KeyedRandom.of(1, "rows", i);
        int context = clip.tokenizer().contextLength();
        List<float[]> texts = new ArrayList<>();
        List<int[]> tokens = new ArrayList<>();
        List<byte[]> encoded = new ArrayList<>();
        for (int caption = 0; caption < CAPTIONS; caption++) {
            texts.add(gaussian(random, clip.embeddingSize()));
            int[] ids = new int[context];
            Arrays.setAll(
                    ids, n -> n < context - 4 ? random.nextInt(clip.tokenizer().vocabularySize()) : 0);
            tokens.add(ids);
            encoded.add(HalfFloats.encode(gaussian(random, context * clip.text().width())));
        }
        return new Embedding(
                "shapes/scene-%08d".formatted(i),
                "0123456789abcdef".repeat(4),
                gaussian(random, clip.embeddingSize()),
                texts,
                tokens,
                encodings ? Optional.of(encoded) : Optional.empty());
    }

    private static float[] gaussian(KeyedRandom random, int length) {
        float[] values = new float[length];
        random.fillGaussian(values);
        return values;
    }
}
