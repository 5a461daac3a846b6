package org.unclip.generation;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.unclip.data.picture.PngEncoder;
import org.unclip.storage.Folder;

/**
 * Draws prompts on a Spark task: opens the cascade once, and holds one batch at a time. Reads rows of {@code
 * DrawnTable.PROMPTS}, gives rows of {@code DrawnTable.SCHEMA}.
 *
 * @param model folder of the trained cascade
 * @param seed of all randomness
 * @param batchSize pictures drawn together, from 1
 */
public record Painter(Folder model, long seed, int batchSize) implements MapPartitionsFunction<Row, Row> {

    @Override
    public Iterator<Row> call(Iterator<Row> prompts) {
        return prompts.hasNext() ? new Batches(Cascade.open(model), prompts) : prompts;
    }

    /** Closes the cascade behind the last batch; a task that fails leaves that to the end of its process. */
    private final class Batches implements Iterator<Row> {
        private final Cascade cascade;
        private final Iterator<Row> prompts;
        private Iterator<Row> ready = List.<Row>of().iterator();

        Batches(Cascade cascade, Iterator<Row> prompts) {
            this.cascade = cascade;
            this.prompts = prompts;
        }

        @Override
        public boolean hasNext() {
            if (!ready.hasNext() && prompts.hasNext()) {
                ready = draw(nextBatch()).iterator();
                if (!prompts.hasNext()) {
                    cascade.close();
                }
            }
            return ready.hasNext();
        }

        @Override
        public Row next() {
            if (!hasNext()) {
                throw new NoSuchElementException("all prompts are drawn");
            }
            return ready.next();
        }

        private List<Row> nextBatch() {
            List<Row> batch = new ArrayList<>();
            while (batch.size() < batchSize && prompts.hasNext()) {
                batch.add(prompts.next());
            }
            return batch;
        }

        private List<Row> draw(List<Row> batch) {
            List<DrawRequest> requests = batch.stream()
                    .map(row -> new DrawRequest(row.getAs("prompt"), 0))
                    .toList();
            List<Drawing> drawings = cascade.draw(requests, seed);
            byte[][] pictures =
                    drawings.stream().map(drawing -> drawing.picture().rgb()).toArray(byte[][]::new);
            float[][] embeddings = cascade.clip().embedPictures(pictures);
            List<Row> rows = new ArrayList<>();
            for (int i = 0; i < batch.size(); i++) {
                rows.add(row(batch.get(i), drawings.get(i), embeddings[i]));
            }
            return rows;
        }
    }

    private static Row row(Row prompt, Drawing drawing, float[] embedding) {
        return RowFactory.create(
                prompt.getAs("id"),
                prompt.getAs("group"),
                prompt.getAs("key"),
                prompt.getAs("prompt"),
                PngEncoder.encode(drawing.picture()),
                drawing.text(),
                drawing.image(),
                embedding);
    }
}
