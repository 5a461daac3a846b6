package org.unclip.job;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.unclip.clip.ClipModel;
import org.unclip.clip.TextEncoding;
import org.unclip.data.picture.PictureDecoder;
import org.unclip.data.table.Embedding;
import org.unclip.data.table.RowBatches;
import org.unclip.storage.Folder;
import org.unclip.storage.HalfFloats;

/**
 * Embeds pairs on a Spark task: opens the CLIP once, and holds one batch at a time.
 *
 * @param clip where the frozen CLIP lies
 * @param batchSize pictures embedded together
 */
record Embedder(Folder clip, int batchSize) implements MapPartitionsFunction<Row, Row> {

    @Override
    public Iterator<Row> call(Iterator<Row> pairs) {
        if (!pairs.hasNext()) {
            return pairs;
        }
        ClipModel model = ClipModel.open(clip);
        return new RowBatches(pairs, batchSize, batch -> embed(model, batch), model::close);
    }

    private static List<Row> embed(ClipModel model, List<Row> pairs) {
        byte[][] pictures = pairs.stream().map(Embedder::rgb).toArray(byte[][]::new);
        List<String> captions =
                pairs.stream().flatMap(pair -> captions(pair).stream()).toList();
        float[][] images = model.embedPictures(pictures);
        Iterator<TextEncoding> texts = model.embedTexts(captions).iterator();
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < pictures.length; i++) {
            rows.add(embedding(model, pairs.get(i), images[i], texts).toRow());
        }
        return rows;
    }

    /** The embedding of a pair whose captions are the next of the texts. */
    private static Embedding embedding(ClipModel model, Row pair, float[] image, Iterator<TextEncoding> texts) {
        List<float[]> embeddings = new ArrayList<>();
        List<int[]> ids = new ArrayList<>();
        List<byte[]> encodings = new ArrayList<>();
        for (String caption : captions(pair)) {
            TextEncoding text = texts.next();
            embeddings.add(text.embedding());
            ids.add(model.tokenizer().encode(caption));
            encodings.add(HalfFloats.encode(text.tokens()));
        }
        return new Embedding(pair.getAs("key"), model.fingerprint(), image, embeddings, ids, Optional.of(encodings));
    }

    private static List<String> captions(Row pair) {
        return pair.getList(pair.fieldIndex("captions"));
    }

    private static byte[] rgb(Row pair) {
        return PictureDecoder.decodeOwn(pair.getAs("image"), "the pairs table").rgb();
    }
}
