package org.unclip.data.metrics;

import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;

/** Serves this process's {@link Gauges} with the metrics of Spark's driver. Made by Spark, from {@code spark.plugins}. */
public final class MetricsPlugin implements SparkPlugin {
    private static final String NAMES = "unclip"; // before all names, so that they can be told from Spark's own

    @Override
    public DriverPlugin driverPlugin() {
        return new DriverPlugin() {
            @Override
            public void registerMetrics(String application, PluginContext context) {
                context.metricRegistry().register(NAMES, Gauges.ALL); // those that come later too
            }
        };
    }

    /** None: executors tell the driver what they have done. */
    @Override
    public ExecutorPlugin executorPlugin() {
        return null;
    }
}
