package org.unclip.job;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.unclip.data.picture.Picture;
import org.unclip.data.picture.PictureDecoder;
import org.unclip.data.picture.PictureGrid;
import org.unclip.data.picture.PictureResizer;
import org.unclip.data.picture.PngEncoder;
import org.unclip.evaluation.Nearest;
import org.unclip.storage.Folder;

/**
 * A sheet of the drawn pictures that lie nearest to training pictures, each above its neighbour.
 *
 * @param pairs nearest first
 */
record SuspectedCopies(List<Nearest> pairs) {
    private static final String FILE = "nearest-training.png";
    private static final String CAPTIONS = "pictures.json";

    /** Takes away what {@link #write} left. */
    static void delete(Folder out) {
        out.delete(FILE);
        out.delete(CAPTIONS);
    }

    /** Writes the sheet, and its caption for the report. */
    void write(Dataset<Row> drawn, Dataset<Row> training, Folder out) {
        Map<String, Picture> ours =
                pictures(drawn, pairs.stream().map(Nearest::key).toList());
        Map<String, Picture> theirs =
                pictures(training, pairs.stream().map(Nearest::neighbour).toList());
        int side = ours.values().iterator().next().width();
        List<Picture> cells = new ArrayList<>();
        pairs.forEach(pair -> cells.add(ours.get(pair.key())));
        pairs.forEach(pair -> cells.add(PictureResizer.centreCrop(theirs.get(pair.neighbour()), side)));
        byte[] png = PngEncoder.encode(PictureGrid.of(cells, pairs.size()));
        out.write(FILE, stream -> stream.write(png));
        new JsonFile(out, CAPTIONS)
                .write(List.of(new RecordedPictures.Caption(
                        FILE,
                        "Nearest to training pictures",
                        "Above: the drawn pictures that CLIP finds most like a training picture; below: that picture. Copies"
                                + " would be the same in every detail.")));
    }

    private static Map<String, Picture> pictures(Dataset<Row> rows, List<String> keys) {
        Map<String, Picture> pictures = new HashMap<>();
        for (Row row : rows.where(functions.col("key").isin(keys.toArray()))
                .select("key", "image")
                .collectAsList()) {
            pictures.put(row.getString(0), PictureDecoder.decodeOwn(row.getAs(1), "the table"));
        }
        return pictures;
    }
}
