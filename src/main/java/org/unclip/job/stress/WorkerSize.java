package org.unclip.job.stress;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a worker gives to executors.
 *
 * @param cores at least 1
 * @param memory for executors, in Spark's notation ({@code 800m}, {@code 2g})
 * @param gpus addresses of GPUs, each worker others
 * @param discovery the script that prints the machine's GPUs; empty for deploy/standalone/discover-gpus
 */
public record WorkerSize(int cores, String memory, int gpus, Optional<Path> discovery) {
    /** Cores and memory, no GPU. */
    public static WorkerSize of(int cores, String memory) {
        return new WorkerSize(cores, memory, 0, Optional.empty());
    }

    List<String> arguments() {
        List<String> arguments =
                new ArrayList<>(List.of("--cores", "" + cores, "--memory", memory, "--gpus", "" + gpus));
        discovery.ifPresent(script -> arguments.addAll(List.of("--discovery", script.toString())));
        return arguments;
    }
}
