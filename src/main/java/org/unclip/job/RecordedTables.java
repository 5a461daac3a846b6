package org.unclip.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.unclip.clip.ClipModel;
import org.unclip.config.UserError;
import org.unclip.data.Split;
import org.unclip.data.picture.PictureDecoder;
import org.unclip.data.table.Embedding;
import org.unclip.data.table.EmbeddingsTable;
import org.unclip.data.table.PairsTable;
import org.unclip.data.table.RejectedTable;
import org.unclip.data.table.SparkSessions;
import org.unclip.evaluation.Embeddings;
import org.unclip.evaluation.VectorCheck;
import org.unclip.storage.Folder;
import org.unclip.storage.ModelFolder;

/**
 * The tables of a run, to be looked at: read by a Spark of this process, whose own files lie in a temporary folder. One
 * at a time; close it at the end.
 */
public final class RecordedTables implements AutoCloseable {
    private final Folder run;
    private final Path scratch;
    private final SparkSession spark;

    private RecordedTables(Folder run, Path scratch, SparkSession spark) {
        this.run = run;
        this.scratch = scratch;
        this.spark = spark;
    }

    static RecordedTables open(Folder run) {
        try {
            Path scratch = Files.createTempDirectory("unclip-");
            int threads = Runtime.getRuntime().availableProcessors();
            return new RecordedTables(run, scratch, SparkSessions.local(Map.of(), threads, scratch));
        } catch (IOException e) {
            throw new UncheckedIOException("no folder for Spark's scratch files", e);
        }
    }

    /** Rows of {@link PairsTable#SCHEMA}; throws {@link UserError} before the job ingest. */
    public Dataset<Row> pairs() {
        return PairsTable.open(spark, path("pairs")).rows();
    }

    /** Rows of {@link RejectedTable#SCHEMA}; throws {@link UserError} before the job ingest. */
    public Dataset<Row> rejected() {
        return RejectedTable.open(spark, path("rejected")).rows();
    }

    /** Rows of {@link EmbeddingsTable#SCHEMA} by the run's CLIP; throws {@link UserError} before the job embed. */
    public Dataset<Row> embeddings() {
        String clip =
                ModelFolder.open(new RunFolder(run).clip(), ClipModel.KIND).fingerprint();
        return EmbeddingsTable.open(spark, path("embeddings")).rows(clip);
    }

    /** Norms and faults of all embeddings. */
    public VectorCheck vectors() {
        return VectorCheck.of(embeddings().javaRDD().map(EmbeddingSets::vectors));
    }

    /** The pairs of a split that come first by their keys, at most {@code count}, without those that are not embedded. */
    public List<RecordedPair> first(Split split, int count) {
        Dataset<Row> pairs = pairs();
        Object[] keys = pairs.where(functions.col("split").equalTo(split.word()))
                .select("key")
                .orderBy("key")
                .limit(count)
                .as(Encoders.STRING())
                .collectAsList()
                .toArray();
        Column chosen = functions.col("key").isin(keys);
        return pairs.where(chosen).join(embeddings().where(chosen), "key").orderBy("key").collectAsList().stream()
                .map(this::pair)
                .toList();
    }

    private RecordedPair pair(Row row) {
        String key = row.getAs("key");
        byte[] png = row.getAs("image");
        List<String> captions = row.getList(row.fieldIndex("captions"));
        return new RecordedPair(key, PictureDecoder.decodeOwn(png, key), captions, Embedding.of(row));
    }

    /**
     * The captions of all splits that are nearest to an embedding, the nearest first. A caption of several pictures comes
     * once.
     *
     * @param embedding of a picture or a text, of the run's CLIP
     */
    public List<CaptionCosine> nearestCaptions(float[] embedding, int count) {
        return pairs().join(embeddings(), "key")
                .selectExpr("explode(arrays_zip(captions, text_embeddings)) as text")
                .selectExpr("text.captions as caption", "text.text_embeddings as vector")
                .dropDuplicates("caption")
                .javaRDD()
                .map(row ->
                        new CaptionCosine(row.getString(0), Embeddings.cosine(embedding, Embedding.floats(row.get(1)))))
                .takeOrdered(count);
    }

    /** Where the run says that its tables are. */
    private String path(String table) {
        Folder tables = new RunRecord(run)
                .configuration().stream()
                        .filter(setting -> setting.path().equals("run.tables"))
                        .findFirst()
                        .map(setting -> Folder.at(setting.value()))
                        .orElse(run.folder("tables"));
        return tables.path(table).toString();
    }

    @Override
    public void close() {
        spark.stop();
        Folder.at(scratch.getParent().toUri().toString())
                .delete(scratch.getFileName().toString());
    }
}
