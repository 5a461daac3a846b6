package org.unclip.data.table;

import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.functions;
import scala.Option;
import scala.collection.JavaConverters;

/** The data files of one version of a table, which stays the same whatever is committed meanwhile. */
final class DataFiles {
    private static final String NAME = "_metadata.file_name";

    private final DeltaLog log;
    private final Snapshot snapshot;

    private DataFiles(DeltaLog log, Snapshot snapshot) {
        this.log = log;
        this.snapshot = snapshot;
    }

    /** Those of the newest version. */
    static DataFiles newest(SparkSession spark, String path) {
        DeltaLog log = DeltaLog.forTable(spark, path);
        return new DataFiles(log, log.update(false, Option.empty(), Option.empty()));
    }

    /** Its number. */
    long version() {
        return snapshot.version();
    }

    /** All rows. */
    Dataset<Row> rows() {
        return rows(files());
    }

    /** The rows of the files with these names: no other file is opened. */
    Dataset<Row> rows(Set<String> names) {
        return rows(files().stream().filter(file -> names.contains(name(file))).toList());
    }

    /** How many of the rows lie in each file, by its name; {@code rows} are some of {@link #keysWithFile()}. */
    static SortedMap<String, Long> countByFile(Dataset<Row> rows) {
        SortedMap<String, Long> counts = new TreeMap<>();
        for (Row row : rows.groupBy("file").count().collectAsList()) {
            counts.put(row.getString(0), row.getLong(1));
        }
        return counts;
    }

    /** The keys of all rows, and in a column {@code file} the name of the file that each lies in. */
    Dataset<Row> keysWithFile() {
        return rows().select(functions.col("key"), functions.col(NAME).as("file"));
    }

    private List<AddFile> files() {
        return snapshot.allFiles().collectAsList();
    }

    private Dataset<Row> rows(List<AddFile> some) {
        return log.createDataFrame(
                snapshot, JavaConverters.asScalaBuffer(some), false, log.createDataFrame$default$4());
    }

    private static String name(AddFile file) {
        return new Path(file.pathAsUri()).getName();
    }
}
