package org.unclip.job.doctor;

import java.util.List;
import java.util.Optional;

/**
 * Worker threads against cores, each with one thread of OpenMP.
 *
 * @param threads of a job, run.threads
 * @param openMp OMP_NUM_THREADS, if set
 */
record CoresCheck(int cores, int threads, Optional<String> openMp) implements Check {
    static CoresCheck ofThisProcess(int threads) {
        return new CoresCheck(
                Runtime.getRuntime().availableProcessors(),
                threads,
                Optional.ofNullable(System.getenv("OMP_NUM_THREADS")));
    }

    @Override
    public String name() {
        return "cores";
    }

    @Override
    public List<Finding> findings() {
        String found = "%d, run.threads %d, OMP_NUM_THREADS %s".formatted(cores, threads, openMp.orElse("not set"));
        if (!openMp.equals(Optional.of("1"))) {
            return List.of(Finding.fail(
                    name(),
                    found,
                    "Set OMP_NUM_THREADS=1, as jobs/unclip does: results depend on it, and more are slower."));
        }
        return List.of(
                threads > cores
                        ? Finding.warn(
                                name(), found, "Set run.threads to at most the number of cores: more are slower.")
                        : Finding.ok(name(), found));
    }
}
