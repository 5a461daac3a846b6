package org.unclip.generation;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.unclip.data.picture.PngEncoder;
import org.unclip.data.table.RowBatches;
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
        if (!prompts.hasNext()) {
            return prompts;
        }
        Cascade cascade = Cascade.open(model);
        return new RowBatches(prompts, batchSize, batch -> draw(cascade, batch), cascade::close);
    }

    private List<Row> draw(Cascade cascade, List<Row> batch) {
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
