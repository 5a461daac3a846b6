package org.unclip.data.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.unclip.data.Split;

/**
 * Captions and splits by the file name of the picture, as captions files give them, and what of these cannot be used.
 *
 * <p>Held in memory by the driver while it starts the job (captions of COCO's train2017: about 150 MB); pictures never
 * are. Filled by one thread.
 */
final class FoundCaptions {
    private static final class Found {
        private final List<String> captions = new ArrayList<>();
        private Split split;
    }

    private final String source;
    private final Map<String, Found> pictures = new TreeMap<>();
    private final List<Row> rejected = new ArrayList<>();

    /**
     * @param source first part of the keys
     */
    FoundCaptions(String source) {
        this.source = source;
    }

    /** Notes a picture, with captions if there are some. */
    void add(String picture, List<String> captions) {
        found(picture).captions.addAll(captions);
    }

    /** Whether the picture was noted. */
    boolean has(String picture) {
        return pictures.containsKey(picture);
    }

    /** Notes the split of a picture; one that is trained on according to one file and not to another is kept from training. */
    void assign(String picture, Split split) {
        Found found = found(picture);
        if (found.split == null || found.split == Split.TRAIN) {
            found.split = split;
        }
    }

    /** Notes a split for all that have none. */
    void assignOthers(Split split) {
        pictures.values().stream().filter(found -> found.split == null).forEach(found -> found.split = split);
    }

    /** Notes what cannot be used of a captions file. */
    void reject(String file, long line, UnusableTextException fault) {
        rejected.add(LayoutRow.rejected("%s/%s:%d".formatted(source, file, line), fault));
    }

    /** All of it as rows of {@link CaptionedPictures#SCHEMA}. */
    Dataset<Row> rows(SparkSession spark, PictureFolder folder) {
        List<Row> rows = new ArrayList<>(rejected);
        pictures.forEach((name, found) -> rows.add(row(name, found, folder)));
        return StoredFiles.distribute(spark, rows, CaptionedPictures.SCHEMA);
    }

    private Row row(String name, Found found, PictureFolder folder) {
        String key = source + "/" + name;
        List<String> places = folder.places(name);
        if (places.size() > 1) {
            return LayoutRow.rejected(
                    key,
                    "ambiguous-picture",
                    "is at %s and at %s: point data.path at one of them".formatted(places.get(0), places.get(1)));
        }
        String location = places.isEmpty() ? null : places.get(0);
        return LayoutRow.of(key, found.split == null ? null : found.split.word(), location, found.captions);
    }

    private Found found(String picture) {
        return pictures.computeIfAbsent(picture, name -> new Found());
    }
}
