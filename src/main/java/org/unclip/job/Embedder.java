package org.unclip.job;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.unclip.clip.ClipModel;
import org.unclip.clip.TextEncoding;
import org.unclip.data.picture.PictureDecoder;
import org.unclip.data.picture.UnreadablePictureException;
import org.unclip.data.table.Embedding;
import org.unclip.data.table.HalfFloats;
import org.unclip.storage.Folder;

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
        return new Batches(model, pairs);
    }

    /** Closes the model behind the last batch; a task that fails leaves that to the end of its process. */
    private final class Batches implements Iterator<Row> {
        private final ClipModel model;
        private final Iterator<Row> pairs;
        private Iterator<Row> ready = List.<Row>of().iterator();

        Batches(ClipModel model, Iterator<Row> pairs) {
            this.model = model;
            this.pairs = pairs;
        }

        @Override
        public boolean hasNext() {
            if (!ready.hasNext() && pairs.hasNext()) {
                ready = embed(model, nextBatch()).iterator();
                if (!pairs.hasNext()) {
                    model.close();
                }
            }
            return ready.hasNext();
        }

        @Override
        public Row next() {
            if (!hasNext()) {
                throw new NoSuchElementException("all pairs are embedded");
            }
            return ready.next();
        }

        private List<Row> nextBatch() {
            List<Row> batch = new ArrayList<>();
            while (batch.size() < batchSize && pairs.hasNext()) {
                batch.add(pairs.next());
            }
            return batch;
        }
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
        try {
            return new PictureDecoder().decode(pair.getAs("image")).rgb();
        } catch (UnreadablePictureException e) {
            throw new IllegalStateException("the pairs table holds a picture that ingest did not write", e);
        }
    }
}
