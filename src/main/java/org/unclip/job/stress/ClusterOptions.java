package org.unclip.job.stress;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a {@link StandaloneCluster} consists of.
 *
 * @param directory its own, for logs and what executors write
 * @param place of the master and its first workers
 * @param workers started with the master, 0 or more
 * @param size of every worker
 * @param settings of Spark for master and workers, all {@code spark.…}
 */
public record ClusterOptions(Path directory, Place place, int workers, WorkerSize size, Map<String, String> settings) {
    /** Keeps a copy. */
    public ClusterOptions {
        settings = Map.copyOf(settings);
    }

    /** On the loopback address, workers of one core and 1 GB. */
    public static ClusterOptions of(Path directory, int workers) {
        return new ClusterOptions(directory, Place.LOOPBACK, workers, WorkerSize.of(1, "1g"), Map.of());
    }

    /** The same elsewhere. */
    public ClusterOptions at(Place other) {
        return new ClusterOptions(directory, other, workers, size, settings);
    }

    /** The same with other workers. */
    public ClusterOptions withSize(WorkerSize other) {
        return new ClusterOptions(directory, place, workers, other, settings);
    }

    /** The same with one more setting for master and workers. */
    public ClusterOptions with(String key, String value) {
        Map<String, String> more = new LinkedHashMap<>(settings);
        more.put(key, value);
        return new ClusterOptions(directory, place, workers, size, more);
    }

    /** Arguments of {@code deploy/standalone/cluster} for so many workers at a place. */
    List<String> arguments(Place where, int count) {
        List<String> arguments = new ArrayList<>(
                List.of("--dir", directory.toString(), "--host", where.host(), "--workers", "" + count));
        arguments.addAll(size.arguments());
        settings.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        return arguments;
    }
}
