package org.unclip.data.layout;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.unclip.data.LocalSpark;

/** Rows of {@link CaptionedPictures#SCHEMA} as tests look at them. */
final class LayoutRows {
    private final Map<String, List<String>> captions = new TreeMap<>();
    private final Map<String, String> splits = new HashMap<>();
    private final Map<String, String> rejected = new TreeMap<>();

    LayoutRows(List<Row> rows) {
        for (Row row : rows) {
            if (row.isNullAt(4)) {
                captions.put(row.getString(0), row.getList(3));
                splits.put(row.getString(0), row.getString(1));
            } else {
                rejected.put(row.getString(0), row.getString(4) + ": " + row.getString(5));
            }
        }
    }

    static LayoutRows of(FoundCaptions found) {
        return new LayoutRows(
                found.rows(LocalSpark.session(), new PictureFolder(Map.of())).collectAsList());
    }

    /** What a captions file of the source {@code x} gives. */
    static LayoutRows of(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return of(in, file.getFileName().toString());
        }
    }

    static LayoutRows of(byte[] file) throws IOException {
        return of(new ByteArrayInputStream(file), "folder/captions");
    }

    private static LayoutRows of(InputStream in, String name) throws IOException {
        FoundCaptions found = new FoundCaptions("x");
        CaptionFile.read(in, name, found);
        return of(found);
    }

    /** Captions by key. */
    Map<String, List<String>> captions() {
        return captions;
    }

    long captionsInAll() {
        return captions.values().stream().mapToLong(List::size).sum();
    }

    /** Splits by key, null where the layout says none. */
    Map<String, String> splits() {
        return splits;
    }

    /** Reason and detail by key. */
    Map<String, String> rejected() {
        return rejected;
    }
}
