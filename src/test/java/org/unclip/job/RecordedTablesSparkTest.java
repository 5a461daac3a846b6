package org.unclip.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.unclip.clip.ClipModel;
import org.unclip.config.UserError;
import org.unclip.data.Split;
import org.unclip.data.picture.Picture;
import org.unclip.data.picture.PngEncoder;
import org.unclip.data.table.Embedding;
import org.unclip.data.table.EmbeddingsTable;
import org.unclip.data.table.PairsTable;
import org.unclip.data.table.SparkSessions;
import org.unclip.storage.Folder;
import org.unclip.storage.ModelCard;
import org.unclip.storage.ModelFolder;
import org.unclip.storage.StoredLayout;
import org.unclip.storage.Tensor;

final class RecordedTablesSparkTest {
    @TempDir
    private Path directory;

    @Test
    void pairsComeWithWhatTheRunsClipSaysOfThem() {
        String clip = releaseClip();
        try (SparkSession spark = SparkSessions.local(Map.of(), 1, directory)) {
            PairsTable.openOrCreate(spark, table("pairs"))
                    .append(spark.createDataFrame(
                            List.of(
                                    pair("c", "validation", "a red circle", "a circle"),
                                    pair("b", "validation", "a blue star", "a star"),
                                    pair("a", "train", "a red square", "a circle"),
                                    pair("d", "validation", "never embedded", "at all")),
                            PairsTable.SCHEMA));
            EmbeddingsTable.openOrCreate(spark, table("embeddings"))
                    .append(spark.createDataFrame(
                            List.of(
                                    embedded("c", clip, new float[] {1, 0}, new float[] {0.8f, 0.6f}),
                                    embedded("b", clip, new float[] {-1, 0}, new float[] {-0.8f, 0.6f}),
                                    embedded("a", clip, new float[] {0, 1}, new float[] {0.8f, 0.6f}),
                                    embedded("d", "of another CLIP", new float[] {1, 0}, new float[] {1, 0})),
                            EmbeddingsTable.SCHEMA));
        }
        try (RecordedTables tables = RecordedRun.open(directory.toString()).tables()) {
            List<RecordedPair> pairs = tables.first(Split.VALIDATION, 3);

            assertEquals(
                    List.of("b", "c"), pairs.stream().map(RecordedPair::key).toList());
            assertEquals("a blue star", pairs.get(0).caption());
            assertArrayEquals(new float[] {-1, 0}, pairs.get(0).textEmbedding());
            assertEquals(2, pairs.get(0).picture().width());
            assertEquals(3, tables.vectors().rows());
            assertEquals(
                    List.of("a red circle", "a circle", "a red square"), // the one of two pictures once
                    tables.nearestCaptions(new float[] {1, 0}, 3).stream()
                            .map(CaptionCosine::caption)
                            .toList());
            UserError error = assertThrows(UserError.class, tables::rejected);
            assertEquals(
                    "There is no table at file:" + directory + "/tables/rejected: run the job ingest first.",
                    error.getMessage());
        }
    }

    private String releaseClip() {
        StoredLayout layout = new StoredLayout(List.of(new Tensor("scale", List.of(1L), 0)));
        ModelCard card = new ModelCard(ClipModel.KIND, new ObjectMapper().createObjectNode(), layout, "", 1, Map.of());
        Folder folder = Folder.at(directory.resolve("model/clip").toString());
        return ModelFolder.write(folder, card, new float[] {1}, Map.of()).fingerprint();
    }

    private String table(String name) {
        return Folder.at(directory.toString()).folder("tables").path(name).toString();
    }

    private static Row pair(String key, String split, String... captions) {
        byte[] png = PngEncoder.encode(new Picture(2, 2, new byte[12]));
        return RowFactory.create(key, "made", split, png, 2, 2, captions);
    }

    private static Row embedded(String key, String clip, float[] first, float[] second) {
        List<int[]> tokens = List.of(new int[] {1}, new int[] {2});
        return new Embedding(key, clip, new float[] {1, 0}, List.of(first, second), tokens, Optional.empty()).toRow();
    }
}
