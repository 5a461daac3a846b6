package org.unclip.data.layout;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.unclip.config.UserError;

/**
 * MS-COCO: captions files ({@code captions_*.json}) and a folder that holds the pictures, perhaps in subfolders.
 *
 * <p>Keys are the pictures' file names; a picture named by several captions files gets the captions of all. The captions
 * of a data set are held in memory by the driver while it starts the job (train2017: about 150 MB), pictures never are.
 *
 * @param folder of the pictures
 * @param captions file or pattern of files
 */
public record CocoPictures(String folder, String captions) implements CaptionedPictures {
    private static final String PATH_SETTING = "data.path";
    private static final String CAPTIONS_SETTING = "data.captions";

    @Override
    public String source() {
        return "coco";
    }

    @Override
    public Dataset<Row> rows(SparkSession spark) {
        StoredFiles storage = new StoredFiles(spark);
        Map<String, String> locations = new HashMap<>();
        storage.list(folder, PATH_SETTING)
                .forEach((name, location) -> locations.put(name.substring(name.lastIndexOf('/') + 1), location));
        Map<String, List<String>> captionsByPicture = new TreeMap<>();
        for (Path file : storage.matching(captions, CAPTIONS_SETTING)) {
            read(storage, file).forEach((picture, found) -> captionsByPicture
                    .computeIfAbsent(picture, name -> new ArrayList<>())
                    .addAll(found));
        }
        List<Row> rows = new ArrayList<>();
        captionsByPicture.forEach(
                (picture, found) -> rows.add(LayoutRow.of("coco/" + picture, locations.get(picture), found)));
        return StoredFiles.distribute(spark, rows, SCHEMA);
    }

    @Override
    public PictureReader reader(SparkSession spark) {
        return new StoredFiles(spark);
    }

    private static Map<String, List<String>> read(StoredFiles storage, Path file) {
        try (InputStream in = storage.open(file)) {
            return CocoCaptions.read(in, file.toString());
        } catch (IOException e) {
            throw UserError.retry("Cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
