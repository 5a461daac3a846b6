package org.unclip.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.unclip.job.stress.StressOrder;
import picocli.CommandLine.Option;

/** What every stress is told: how often, which moments, where, for how long. */
final class StressOptions {
    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "20",
            description = "Jobs that are disturbed; ${DEFAULT-VALUE} unless given. In as many runs as there are faults "
                    + "each occurs once.")
    private int runs;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Seed of faults and moments; ${DEFAULT-VALUE} unless given.")
    private long seed;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description =
                    "Folder that keeps settings and logs of all runs, in place of those of an earlier stress; unless "
                            + "given, a temporary one that is kept if a run fails.")
    private Path directory;

    @Option(
            names = "--minutes",
            paramLabel = "M",
            defaultValue = "10",
            description = "A job that takes longer has failed; ${DEFAULT-VALUE} unless given.")
    private int minutes;

    StressOrder order() {
        return new StressOrder(
                runs, seed, Optional.ofNullable(directory), Duration.ofMinutes(minutes), Main.class.getName());
    }
}
