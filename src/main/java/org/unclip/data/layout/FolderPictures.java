package org.unclip.data.layout;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.unclip.config.UserError;

/**
 * A folder, searched with its subfolders, of {@code name.jpg} (or png, gif, bmp) with {@code name.txt} beside it: one
 * caption a line, UTF-8. Keys are the pictures' relative names. Where there is a subfolder {@code validation}, its pairs are
 * the held-out ones, and no others are.
 */
public record FolderPictures(String folder) implements CaptionedPictures {

    @Override
    public String source() {
        return "folder";
    }

    @Override
    public Dataset<Row> rows(SparkSession spark) {
        List<Row> found = pair(new StoredFiles(spark).list(folder, "data.path"));
        if (found.isEmpty()) {
            throw UserError.of("data.path", folder, "a folder with pictures", "put name.jpg and name.txt into it");
        }
        return StoredFiles.distribute(spark, found, SCHEMA);
    }

    /** Opens their captions files, which a rerun would do for nothing. */
    @Override
    public Dataset<Row> prepared(Dataset<Row> rows) {
        StoredFiles storage = new StoredFiles(rows.sparkSession());
        MapFunction<Row, Row> withCaptions = row -> withCaptions(storage, row);
        return rows.map(withCaptions, Encoders.row(SCHEMA));
    }

    @Override
    public PictureReader reader(SparkSession spark) {
        return new StoredFiles(spark);
    }

    /** A row of each picture, and of each captions file that has no picture, with the file in the captions' place. */
    private static List<Row> pair(Map<String, String> files) {
        HeldOutFolder heldOut = HeldOutFolder.of(files.keySet(), StoredFiles::isPicture);
        List<Row> rows = new ArrayList<>();
        Set<String> described = new HashSet<>();
        files.forEach((name, location) -> {
            if (StoredFiles.isPicture(name)) {
                described.add(captionsOf(name));
                rows.add(row(name, heldOut, location, files.get(captionsOf(name))));
            }
        });
        files.forEach((name, location) -> {
            if (StoredFiles.ending(name).equals("txt") && !described.contains(name)) {
                rows.add(row(name, heldOut, null, location));
            }
        });
        return rows;
    }

    private static Row row(String name, HeldOutFolder heldOut, String picture, String captions) {
        return LayoutRow.of(
                "folder/" + name, heldOut.splitOf(name), picture, captions == null ? List.of() : List.of(captions));
    }

    private static String captionsOf(String picture) {
        return picture.substring(0, picture.lastIndexOf('.')) + ".txt";
    }

    private static Row withCaptions(StoredFiles storage, Row row) {
        String key = row.getString(0);
        List<String> captions = new ArrayList<>();
        try {
            for (String file : row.<String>getList(3)) {
                captions.addAll(storage.text(file).lines().toList());
            }
            return LayoutRow.of(key, row.getString(1), row.getString(2), captions);
        } catch (UnusableTextException e) {
            return LayoutRow.rejected(key, e);
        } catch (IOException e) {
            return LayoutRow.rejected(key, "unreadable-file", e.getMessage());
        }
    }
}
