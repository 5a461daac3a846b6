package org.unclip.data.layout;

import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Flickr8k and Flickr30k: a captions file with a caption a line ({@link CaptionFormat}), a folder that holds the
 * pictures, perhaps in subfolders, and perhaps lists of the pictures of each split ({@link SplitLists}).
 *
 * <p>Keys are the pictures' file names. The captions file says which pictures are meant: others in the folder are passed
 * over.
 *
 * @param source name of the data set, first part of the keys
 * @param folder of the pictures
 * @param captions file or pattern of files
 * @param splits pattern of the lists; without it the key decides
 */
public record FlickrPictures(String source, String folder, String captions, Optional<String> splits)
        implements CaptionedPictures {

    @Override
    public Dataset<Row> rows(SparkSession spark) {
        StoredFiles storage = new StoredFiles(spark);
        PictureFolder pictures = new PictureFolder(storage.list(folder, "data.path"));
        FoundCaptions found = new FoundCaptions(source);
        for (Path file : storage.matching(captions, "data.captions")) {
            storage.reading(file, in -> CaptionFile.read(in, file.toString(), found));
        }
        splits.ifPresent(pattern -> SplitLists.assign(storage, pattern, found));
        return found.rows(spark, pictures);
    }

    @Override
    public PictureReader reader(SparkSession spark) {
        return new StoredFiles(spark);
    }
}
