package org.unclip.data.metrics;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;

/**
 * The gauges of one piece of work, such as a training: each is served from when it is first set until this is closed, so
 * that a series says by being there that the work goes on. Their units end their names.
 *
 * <p>Spark's metrics system serves them while {@link MetricsPlugin} is one of its session's. Any thread.
 */
public final class Gauges implements AutoCloseable {
    /** Those of this process. */
    static final MetricRegistry ALL = new MetricRegistry();

    private static final double MILLIS = 1e3;
    private static final double NANOS = 1e9;

    static {
        double started = ManagementFactory.getRuntimeMXBean().getStartTime() / MILLIS;
        ALL.registerGauge("job_started_timestamp_seconds", () -> started);
    }

    private final String work;
    private final String thing;
    private final Map<String, DoubleSupplier> values = new ConcurrentHashMap<>();

    private Gauges(String work, String thing) {
        this.work = work;
        this.thing = thing;
    }

    /** Those of some work on one of several things, by names such as {@code training.loss.of.unet-base}. */
    public static Gauges of(String work, String thing) {
        return new Gauges(work, thing);
    }

    /** Sets a gauge to a value. */
    public void set(String name, double value) {
        set(name, () -> value);
    }

    /** Sets a gauge to what is asked for each time that somebody looks. */
    public void set(String name, DoubleSupplier value) {
        if (values.put(name, value) == null) {
            Gauge<Double> gauge = () -> values.get(name).getAsDouble();
            ALL.registerGauge(full(name), gauge);
        }
    }

    /** Sets a gauge to the seconds since now. */
    public void setAge(String name) {
        set(name, secondsSinceNow());
    }

    /** Tells the seconds since this call. */
    public static DoubleSupplier secondsSinceNow() {
        long start = System.nanoTime();
        return () -> (System.nanoTime() - start) / NANOS;
    }

    /** Ends their being served. */
    @Override
    public void close() {
        values.keySet().forEach(name -> ALL.remove(full(name)));
    }

    private String full(String name) {
        return "%s.%s.of.%s".formatted(work, name, thing);
    }
}
