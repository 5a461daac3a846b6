package org.unclip.data.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The pairs that have no embedding by a CLIP yet, in portions of whole data files: so each portion reads its own files
 * alone, and each can be committed by itself.
 */
public final class PendingPairs {
    private static final String[] KEY = {"key"};

    private final DataFiles files;
    private final Dataset<Row> embedded;
    private final SortedMap<String, Long> countByFile;

    private PendingPairs(DataFiles files, Dataset<Row> embedded) {
        this.files = files;
        this.embedded = embedded;
        countByFile = DataFiles.countByFile(without(files.keysWithFile()));
    }

    /**
     * Finds them by the keys of both tables, of which nothing else is read.
     *
     * @param clip fingerprint
     */
    public static PendingPairs of(PairsTable pairs, EmbeddingsTable embeddings, String clip) {
        return new PendingPairs(pairs.dataFiles(), embeddings.rows(clip).select("key"));
    }

    /** How many pairs the table has in all. */
    public long pairs() {
        return files.rows().count();
    }

    /** How many have no embedding. */
    public long count() {
        return countByFile.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * Groups of files, in the order of their names, with at least so many of the pairs each; the last one may have fewer.
     */
    public List<Set<String>> portions(long pairs) {
        List<Set<String>> portions = new ArrayList<>();
        Set<String> open = new TreeSet<>();
        long count = 0;
        for (String file : countByFile.keySet()) {
            open.add(file);
            count += countByFile.get(file);
            if (count >= pairs) {
                portions.add(open);
                open = new TreeSet<>();
                count = 0;
            }
        }
        if (!open.isEmpty()) {
            portions.add(open);
        }
        return portions;
    }

    /** How many of the pairs a portion has. */
    public long count(Set<String> portion) {
        return portion.stream().mapToLong(countByFile::get).sum();
    }

    /** Those of a portion that have no embedding when this is run. */
    public Dataset<Row> rows(Set<String> portion) {
        return without(files.rows(portion));
    }

    private Dataset<Row> without(Dataset<Row> pairs) {
        return pairs.join(embedded, KEY, "left_anti");
    }
}
