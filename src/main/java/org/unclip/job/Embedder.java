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
 */
record Embedder(Folder clip, String fingerprint, int batchMegabytes, boolean textEncodings, EmbedTimes times)
        implements MapPartitionsFunction<Row, Row> {
    /** {@link Sifted} rows of the embeddings table. */
    static final StructType SCHEMA = Sifted.schema(EmbeddingsTable.SCHEMA, "key");

    private static final int MOST_TOGETHER = 64; // more are not faster

    /** A pair that can be embedded so far. */
    private record Pair(String key, byte[] rgb, List<String> captions) {}

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
            List<String> captions =
                    pairs.stream().flatMap(pair -> pair.captions().stream()).toList();
            Iterator<TextEncoding> texts =
                    times.texts(() -> texts(model, captions)).iterator();
            for (int i = 0; i < pictures.length; i++) {
                made.add(row(embedding(model, pairs.get(i), pictures[i], texts)));
            }
            times.addDone(0, captions.size());
        }
        times.addDone(rows.size(), 0);
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

    private List<TextEncoding> texts(ClipModel model, List<String> captions) {
        int most = together(model.config().textBytes());
        List<TextEncoding> texts = new ArrayList<>();
        for (int from = 0; from < captions.size(); from += most) {
            texts.addAll(model.embedTexts(captions.subList(from, Math.min(from + most, captions.size()))));
        }
        return texts;
    }

    /** The embedding of a pair whose captions are the next of the texts. */
    private Embedding embedding(ClipModel model, Pair pair, float[] picture, Iterator<TextEncoding> texts) {
        List<float[]> embeddings = new ArrayList<>();
        List<int[]> ids = new ArrayList<>();
        List<byte[]> encodings = new ArrayList<>();
        for (String caption : pair.captions()) {
            TextEncoding text = texts.next();
            embeddings.add(text.embedding());
            ids.add(model.tokenizer().encode(caption));
            if (textEncodings) {
                encodings.add(HalfFloats.encode(text.tokens()));
            }
        }
        return new Embedding(
                pair.key(),
                fingerprint,
                picture,
                embeddings,
                ids,
                Optional.of(encodings).filter(all -> textEncodings));
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

    private static Row rejected(String key, String reason, String detail) {
        Object[] columns = new Object[SCHEMA.length()];
        columns[0] = key;
        columns[SCHEMA.fieldIndex("reason")] = reason;
        columns[SCHEMA.fieldIndex("detail")] = detail;
        return RowFactory.create(columns);
    }
}
