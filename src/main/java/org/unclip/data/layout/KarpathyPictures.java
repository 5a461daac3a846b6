package org.unclip.data.layout;

import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Karpathy's splits of Flickr8k, Flickr30k or MS-COCO: a {@code dataset.json} ({@link KarpathyCaptions}) and a folder that
 * holds the pictures, perhaps in subfolders. Keys are the pictures' names in the file; its splits are kept.
 *
 * @param folder of the pictures
 * @param captions file or pattern of files
 */
public record KarpathyPictures(String folder, String captions) implements CaptionedPictures {

    @Override
    public String source() {
        return "karpathy";
    }

    @Override
    public Dataset<Row> rows(SparkSession spark) {
        StoredFiles storage = new StoredFiles(spark);
        PictureFolder pictures = new PictureFolder(storage.list(folder, "data.path"));
        FoundCaptions found = new FoundCaptions(source());
        for (Path file : storage.matching(captions, "data.captions")) {
            storage.reading(file, in -> KarpathyCaptions.read(in, file.toString(), found));
        }
        return found.rows(spark, pictures);
    }

    @Override
    public PictureReader reader(SparkSession spark) {
        return new StoredFiles(spark);
    }
}
