package org.unclip.data.table;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** Spark with what the tables need. */
public final class SparkSessions {
    private SparkSessions() {}

    /**
     * A Spark of this process.
     *
     * @param threads tasks at a time
     * @param directory of the run, where Spark keeps its scratch files
     */
    public static SparkSession local(int threads, Path directory) {
        SparkSession.Builder builder = SparkSession.builder()
                .appName("unclip")
                .master("local[" + threads + "]")
                .config("spark.ui.enabled", false)
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.default.parallelism", threads)
                .config("spark.sql.shuffle.partitions", threads)
                .config("spark.local.dir", directory.resolve("spark").toString())
                .config(
                        "spark.sql.warehouse.dir",
                        directory.resolve("spark/warehouse").toUri().toString());
        tableSettings().forEach(builder::config);
        return builder.getOrCreate();
    }

    /**
     * Settings of any session, local or not, that reads and writes the tables.
     *
     * <p>The three sizes keep rows with pictures from filling the heap: with the defaults, reading 5,000 pictures of 50
     * KB ran out of 700 MB. The block size has no effect as a write option of Delta, only here.
     */
    public static Map<String, String> tableSettings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension");
        settings.put("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog");
        settings.put("spark.hadoop.parquet.block.size", "16777216");
        settings.put("spark.sql.parquet.columnarReaderBatchSize", "64");
        settings.put("spark.sql.files.maxPartitionBytes", "33554432");
        settings.put("spark.databricks.delta.snapshotPartitions", "2"); // few files: the default of 50 tasks is slow
        // Summaries of each commit beside its log entry, of which the second costs a job.
        settings.put("spark.databricks.delta.writeChecksumFile.enabled", "false");
        settings.put("spark.databricks.delta.allFilesInCrc.enabled", "false");
        return settings;
    }
}
