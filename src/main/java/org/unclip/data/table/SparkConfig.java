package org.unclip.data.table;

import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/**
 * The section {@code spark}: where Spark runs.
 *
 * @param master {@code local}, or a cluster's URL such as {@code spark://host:7077}
 * @param settings Spark's own, by their full names
 */
public record SparkConfig(String master, Map<String, String> settings) {
    private static final String LOCAL = "local";
    private static final String HADOOP = "spark.hadoop.";

    /** Throws {@link IllegalArgumentException} for what is no master. */
    public SparkConfig {
        settings = Map.copyOf(settings);
        if (!master.equals(LOCAL) && !master.matches("(spark|k8s)://.+|yarn")) {
            throw new IllegalArgumentException(
                    "master must be local or a cluster such as spark://host:7077, yarn or k8s://https://host, got "
                            + master);
        }
    }

    /** Whether Spark runs in the job's own process. */
    public boolean isLocal() {
        return master.equals(LOCAL);
    }

    /** Hadoop's settings among them, over those of the class path: how file systems are reached. */
    public Configuration hadoop() {
        Configuration hadoop = new Configuration();
        settings.forEach((key, value) -> {
            if (key.startsWith(HADOOP)) {
                hadoop.set(key.substring(HADOOP.length()), value);
            }
        });
        return hadoop;
    }
}
