package org.unclip.data.layout;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.unclip.data.Split;

/**
 * MS-COCO: captions files ({@code captions_*.json}) and a folder that holds the pictures, perhaps in subfolders.
 *
 * <p>Keys are the pictures' file names; a picture named by several captions files gets the captions of all. Where the
 * files' names tell training pictures from others ({@code captions_train2017.json} and {@code captions_val2017.json}),
 * the pictures keep these splits.
 *
 * @param folder of the pictures
 * @param captions file or pattern of files
 */
public record CocoPictures(String folder, String captions) implements CaptionedPictures {
    @Override
    public String source() {
        return "coco";
    }

    @Override
    public Dataset<Row> rows(SparkSession spark) {
        StoredFiles storage = new StoredFiles(spark);
        PictureFolder pictures = new PictureFolder(storage.list(folder, "data.path"));
        Path[] files = storage.matching(captions, "data.captions");
        boolean divided = isDivided(files);
        FoundCaptions found = new FoundCaptions(source());
        for (Path file : files) {
            storage.reading(file, in -> CocoCaptions.read(in, file.toString()).forEach((picture, said) -> {
                found.add(picture, said);
                if (divided) {
                    found.assign(picture, SplitNames.in(file.getName()).orElseThrow());
                }
            }));
        }
        return found.rows(spark, pictures);
    }

    /** Whether the files name training pictures and others, each file one kind. */
    private static boolean isDivided(Path[] files) {
        List<Optional<Split>> splits =
                Arrays.stream(files).map(file -> SplitNames.in(file.getName())).toList();
        return splits.contains(Optional.of(Split.TRAIN))
                && splits.stream().allMatch(Optional::isPresent)
                && splits.stream().distinct().count() > 1;
    }

    @Override
    public PictureReader reader(SparkSession spark) {
        return new StoredFiles(spark);
    }
}
