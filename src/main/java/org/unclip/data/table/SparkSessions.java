package org.unclip.data.table;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.unclip.config.UserError;
import org.unclip.data.metrics.MetricsPlugin;

/** Spark with what the tables need. */
public final class SparkSessions {
    /** The fused passes need the Vector API; javacpp's own check of physical memory costs at every allocation. */
    private static final String EXECUTOR_OPTIONS =
            "--add-modules=jdk.incubator.vector -Dorg.bytedeco.javacpp.maxphysicalbytes=0";

    /**
     * Serves the driver's metrics as Prometheus reads them, at {@code /metrics/prometheus} of its UI, by names that are the
     * same after a restart: without a namespace they begin with the application's id.
     */
    private static final Map<String, String> METRICS = Map.of(
            "spark.metrics.namespace",
            "unclip",
            "spark.metrics.conf.driver.sink.prometheusServlet.class",
            "org.apache.spark.metrics.sink.PrometheusServlet",
            "spark.metrics.conf.driver.sink.prometheusServlet.path",
            "/metrics/prometheus");

    private SparkSessions() {}

    /**
     * A Spark of this process.
     *
     * @param settings of Spark and Hadoop, over those of Unclip
     * @param threads tasks at a time
     * @param directory of the run, where Spark keeps its scratch files
     */
    public static SparkSession local(Map<String, String> settings, int threads, Path directory) {
        Map<String, String> all = ourSettings(directory);
        all.put("spark.ui.enabled", "false");
        all.put("spark.driver.host", "127.0.0.1");
        all.put("spark.driver.bindAddress", "127.0.0.1");
        all.put("spark.default.parallelism", String.valueOf(threads));
        all.put("spark.sql.shuffle.partitions", String.valueOf(threads));
        all.putAll(settings);
        return session("local[" + threads + "]", all);
    }

    /**
     * A Spark on a cluster, whose driver is this process. Executors get Unclip's classes from it; the libraries must be
     * there, as {@code deploy/standalone/cluster} lays them out.
     *
     * @param directory for the driver's scratch files, on a local disk
     * @throws UserError if a standalone master does not answer
     */
    public static SparkSession cluster(SparkConfig config, Path directory) {
        StandaloneMaster.requireAnswer(config.master());
        Map<String, String> all = ourSettings(directory);
        all.put("spark.barrier.sync.timeout", "120"); // ranks meet once, at the start
        all.put("spark.scheduler.barrier.maxConcurrentTasksCheck.interval", "2s");
        all.put("spark.scheduler.barrier.maxConcurrentTasksCheck.maxFailures", "5");
        all.put("spark.executorEnv.LC_ALL", "C.UTF-8"); // or names of files that are not ASCII can't be read
        all.put("spark.executorEnv.OMP_NUM_THREADS", "1"); // a thread a core: faster than threads in an operation
        DriverHost.towards(config.master()).ifPresent(host -> all.put("spark.driver.host", host));
        all.putAll(config.settings());
        Optional.ofNullable(System.getProperty("spark.jars")) // of spark-submit
                .ifPresent(jars -> all.merge("spark.jars", jars, (ours, theirs) -> ours + "," + theirs));
        all.merge("spark.jars", OwnJar.in(scratch(directory)).toString(), (theirs, ours) -> theirs + "," + ours);
        all.merge("spark.executor.extraJavaOptions", EXECUTOR_OPTIONS, (theirs, ours) -> ours + " " + theirs);
        return session(config.master(), all);
    }

    private static SparkSession session(String master, Map<String, String> settings) {
        SparkSession.Builder builder = SparkSession.builder().appName("unclip").master(master);
        settings.merge("spark.plugins", MetricsPlugin.class.getName(), (theirs, ours) -> theirs + "," + ours);
        settings.forEach(builder::config);
        return builder.getOrCreate();
    }

    private static Map<String, String> ourSettings(Path directory) {
        Map<String, String> settings = tableSettings();
        settings.putAll(METRICS);
        settings.put("spark.local.dir", scratch(directory).toString());
        settings.put(
                "spark.sql.warehouse.dir",
                scratch(directory).resolve("warehouse").toUri().toString());
        return settings;
    }

    private static Path scratch(Path directory) {
        return directory.resolve("spark");
    }

    /**
     * Settings of any session, local or not, that reads and writes the tables.
     *
     * <p>The three sizes keep rows with pictures from filling the heap: with the defaults, reading 5,000 pictures of 50
     * KB ran out of 700 MB. The block size has no effect as a write option of Delta, only here.
     */
    private static Map<String, String> tableSettings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension");
        settings.put("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog");
        settings.put("spark.delta.logStore.s3a.impl", ConditionalLogStore.class.getName());
        settings.put("spark.hadoop.parquet.block.size", "16777216");
        settings.put("spark.sql.parquet.columnarReaderBatchSize", "64");
        settings.put("spark.sql.files.maxPartitionBytes", "33554432");
        settings.put("spark.sql.files.maxRecordsPerFile", "4096"); // embed commits whole files of pairs
        settings.put("spark.databricks.delta.snapshotPartitions", "2"); // few files: the default of 50 tasks is slow
        // Summaries of each commit beside its log entry, of which the second costs a job.
        settings.put("spark.databricks.delta.writeChecksumFile.enabled", "false");
        settings.put("spark.databricks.delta.allFilesInCrc.enabled", "false");
        return settings;
    }
}
