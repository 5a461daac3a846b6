package org.unclip.job;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.unclip.clip.ClipModel;
import org.unclip.clip.TextEncoding;
import org.unclip.data.metrics.PairCounts;
import org.unclip.data.picture.PictureDecoder;
import org.unclip.data.picture.UnreadablePictureException;
import org.unclip.data.table.Embedding;
import org.unclip.data.table.EmbeddingsTable;
import org.unclip.data.table.RowBatches;
import org.unclip.data.table.Sifted;
import org.unclip.storage.Folder;
import org.unclip.storage.HalfFloats;

/**
 * Embeds pairs on a Spark task, holding one batch at a time. A pair that cannot be embedded becomes a row with the reason,
 * and costs no other.
 *
 * @param clip where the frozen CLIP lies
 * @param fingerprint that it must have
 * @param batchMegabytes what the pictures or captions embedded together may take
 * @param textEncodings whether captions' encodings are stored for each token too
 * @param times where the work's time is added up
 * @param counts where the pairs are counted
 */
record Embedder(
        Folder clip, String fingerprint, int batchMegabytes, boolean textEncodings, EmbedTimes times, PairCounts counts)
        implements MapPartitionsFunction<Row, Row> {
    /** {@link Sifted} rows of the embeddings table. */
    static final StructType SCHEMA = Sifted.schema(EmbeddingsTable.SCHEMA, "key");

    private static final int MOST_TOGETHER = 64; // more are not faster

    /** A pair that can be embedded so far. */
    private record Pair(String key, byte[] rgb, List<String> captions) {}

    /** What a row keeps of a caption; {@code tokens} is empty unless they are stored. */
    private record Caption(int[] tokenIds, float[] embedding, byte[] tokens) {}

    @Override
    public Iterator<Row> call(Iterator<Row> pairs) {
        if (!pairs.hasNext()) {
            return pairs;
        }
        long start = System.nanoTime();
        ClipModel model = SharedClip.open(clip, fingerprint);
        int batchSize = together(model.config().pictureBytes());
        return new RowBatches(pairs, batchSize, batch -> embed(model, batch), () -> {
            model.close();
            times.addTask(System.nanoTime() - start);
        });
    }

    private int together(long bytesOfOne) {
        return (int) Math.max(1, Math.min(MOST_TOGETHER, ((long) batchMegabytes << 20) / bytesOfOne));
    }

    private List<Row> embed(ClipModel model, List<Row> rows) {
        List<Row> made = new ArrayList<>();
        List<Pair> pairs = times.decoding(() -> decoded(rows, made));
        if (!pairs.isEmpty()) {
            float[][] pictures = times.pictures(
                    () -> model.embedPictures(pairs.stream().map(Pair::rgb).toArray(byte[][]::new)));
            Iterator<Caption> captions =
                    times.texts(() -> captions(model, pairs)).iterator();
            for (int i = 0; i < pictures.length; i++) {
                made.add(row(embedding(pairs.get(i), pictures[i], captions)));
            }
        }
        counts.add(rows.size(), made.stream().filter(Embedder::isRejected).count());
        return made;
    }

    /** The pairs of the rows; those that cannot be embedded go to {@code rejected}. */
    private static List<Pair> decoded(List<Row> rows, List<Row> rejected) {
        List<Pair> pairs = new ArrayList<>();
        for (Row row : rows) {
            String key = row.getAs("key");
            List<String> captions = row.getList(row.fieldIndex("captions"));
            try {
                if (captions.isEmpty()) {
                    rejected.add(rejected(key, "empty-captions", "no caption"));
                } else {
                    pairs.add(new Pair(
                            key, new PictureDecoder().decode(row.getAs("image")).rgb(), captions));
                }
            } catch (UnreadablePictureException e) {
                rejected.add(rejected(key, e.fault().word(), e.getMessage()));
            }
        }
        return pairs;
    }

    private List<Caption> captions(ClipModel model, List<Pair> pairs) {
        List<String> texts =
                pairs.stream().flatMap(pair -> pair.captions().stream()).toList();
        int most = together(model.config().textBytes());
        List<Caption> captions = new ArrayList<>();
        for (int from = 0; from < texts.size(); from += most) {
            List<String> some = texts.subList(from, Math.min(from + most, texts.size()));
            model.embedTexts(some).forEach(encoded -> captions.add(caption(encoded)));
        }
        return captions;
    }

    /** Without the floats of each token, of which a batch has too many to keep. */
    private Caption caption(TextEncoding encoded) {
        byte[] tokens = textEncodings ? HalfFloats.encode(encoded.tokens()) : new byte[0];
        return new Caption(encoded.tokenIds(), encoded.embedding(), tokens);
    }

    /** The embedding of a pair whose captions are the next ones. */
    private Embedding embedding(Pair pair, float[] picture, Iterator<Caption> next) {
        List<Caption> captions =
                pair.captions().stream().map(text -> next.next()).toList();
        return new Embedding(
                pair.key(),
                fingerprint,
                picture,
                captions.stream().map(Caption::embedding).toList(),
                captions.stream().map(Caption::tokenIds).toList(),
                textEncodings
                        ? Optional.of(captions.stream().map(Caption::tokens).toList())
                        : Optional.empty());
    }

    private static Row row(Embedding embedding) {
        if (!embedding.isFinite()) {
            return rejected(embedding.key(), "not-finite", "the CLIP's embedding has a value that is no number");
        }
        Row row = embedding.toRow();
        Object[] columns = new Object[SCHEMA.length()];
        for (int i = 0; i < row.length(); i++) {
            columns[i] = row.get(i);
        }
        return RowFactory.create(columns);
    }

    private static boolean isRejected(Row row) {
        return !row.isNullAt(SCHEMA.fieldIndex("reason"));
    }

    private static Row rejected(String key, String reason, String detail) {
        Object[] columns = new Object[SCHEMA.length()];
        columns[0] = key;
        columns[SCHEMA.fieldIndex("reason")] = reason;
        columns[SCHEMA.fieldIndex("detail")] = detail;
        return RowFactory.create(columns);
    }
}
