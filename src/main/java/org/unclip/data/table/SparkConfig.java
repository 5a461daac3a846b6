package org.unclip.data.table;

import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;

/**
 * The section {@code spark}: where Spark runs.
 *
 * @param master {@code local}, or a cluster's URL such as {@code spark://host:7077}
 * @param settings Spark's own, by their full names
 */
public record SparkConfig(String master, Map<String, String> settings) {
    private static final String LOCAL = "local";
    private static final int FIRST_ATTEMPTS = 4;

    /** Throws {@link IllegalArgumentException} for what is no master. */
    public SparkConfig {
        settings = Map.copyOf(settings);
        if (!master.equals(LOCAL) && !master.matches("(spark|k8s)://.+|yarn")) {
            throw new IllegalArgumentException(
                    "master must be local (run.threads says how many threads) or a cluster such as spark://host:7077, yarn or "
                            + "k8s://https://host, got " + master);
        }
    }

    /** Without the settings, among which may be secrets. */
    @Override
    public String toString() {
        return "SparkConfig[" + master + "]";
    }

    /** Whether Spark runs in the job's own process. */
    public boolean isLocal() {
        return master.equals(LOCAL);
    }

    /**
     * How file systems are reached, as Spark itself makes it: Hadoop's settings among these over those of the class path,
     * and S3 credentials of this process's environment.
     */
    public Configuration hadoop() {
        SparkConf spark = new SparkConf(false);
        settings.forEach(spark::set);
        return SparkHadoopUtil.get().newConfiguration(spark);
    }

    /**
     * The same for a first question, asked with few attempts by a client of its own: the S3 client takes a wrong secret for a
     * wrong clock, and would try it twenty times in minutes of silence.
     */
    public Configuration impatientHadoop() {
        Configuration impatient = hadoop();
        impatient.setInt("fs.s3a.attempts.maximum", FIRST_ATTEMPTS);
        impatient.setBoolean("fs.s3a.impl.disable.cache", true);
        return impatient;
    }
}
