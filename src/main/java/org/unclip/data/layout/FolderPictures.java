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
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.unclip.config.UserError;

/**
 * A folder, searched with its subfolders, of {@code name.jpg} (or png, gif, bmp) with {@code name.txt} beside it: one
 * caption a line, UTF-8. Keys are the pictures' relative names. Where there is a subfolder {@code validation}, its pairs are
 * the held-out ones, and no others are.
 */
public record FolderPictures(String folder) implements CaptionedPictures {
    private static final StructType FILES = new StructType()
            .add("key", DataTypes.StringType, false)
            .add("split", DataTypes.StringType, true)
            .add("location", DataTypes.StringType, true)
            .add("text", DataTypes.StringType, true);

    @Override
    public String source() {
        return "folder";
    }

    @Override
    public Dataset<Row> rows(SparkSession spark) {
        StoredFiles storage = new StoredFiles(spark);
        List<Row> found = pair(storage.list(folder, "data.path"));
        if (found.isEmpty()) {
            throw UserError.of("data.path", folder, "a folder with pictures", "put name.jpg and name.txt into it");
        }
        MapFunction<Row, Row> withCaptions = row -> withCaptions(storage, row);
        return StoredFiles.distribute(spark, found, FILES).map(withCaptions, Encoders.row(SCHEMA));
    }

    @Override
    public PictureReader reader(SparkSession spark) {
        return new StoredFiles(spark);
    }

    /** Key, split, picture and captions file of each picture, and of each captions file that has no picture. */
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
        return RowFactory.create("folder/" + name, heldOut.splitOf(name), picture, captions);
    }

    private static String captionsOf(String picture) {
        return picture.substring(0, picture.lastIndexOf('.')) + ".txt";
    }

    private static Row withCaptions(StoredFiles storage, Row row) {
        String key = row.getString(0);
        String text = row.getString(3);
        try {
            List<String> captions =
                    text == null ? List.of() : storage.text(text).lines().toList();
            return LayoutRow.of(key, row.getString(1), row.getString(2), captions);
        } catch (UnusableTextException e) {
            return LayoutRow.rejected(key, e);
        } catch (IOException e) {
            return LayoutRow.rejected(key, "unreadable-file", e.getMessage());
        }
    }
}
