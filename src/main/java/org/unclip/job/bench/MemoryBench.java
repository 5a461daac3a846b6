package org.unclip.job.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.unclip.config.UserError;
import org.unclip.job.Console;
import org.unclip.job.JobReport;

/** Watches the memory of a long training: of a tiny U-Net, so that thousands of steps take minutes. */
public final class MemoryBench {
    private static final List<Integer> WIDTHS = List.of(8, 16);
    private static final int SIDE = 16;
    private static final int BATCH = 2;
    private static final int INTERVALS = 10;

    private MemoryBench() {}

    /**
     * Trains, tells the console the memory ten times, and reports {@code memory_growth_mb}: by how much the process grew
     * after the first tenth of the steps, in which code is compiled and workspaces find their size.
     *
     * @param steps training steps, a multiple of 10
     */
    public static JobReport run(int steps, Console console) {
        if (steps < 1 || steps % INTERVALS != 0) {
            throw UserError.of("--steps", steps, "a multiple of " + INTERVALS, "10000 steps show any leak");
        }
        List<MemoryUse> uses = new ArrayList<>();
        try (Trainee trainee = new Trainee(PeerUNet.graph(WIDTHS, 1), UNetBench.noise(BATCH, SIDE))) {
            for (int step = 1; step <= steps; step++) {
                trainee.step();
                if (step % (steps / INTERVALS) == 0) {
                    uses.add(MemoryUse.now());
                    console.say("step %d: %s".formatted(step, uses.get(uses.size() - 1)));
                }
            }
        }
        double growth = uses.get(INTERVALS - 1).residentMb() - uses.get(0).residentMb();
        return JobReport.done(String.format(Locale.ROOT, "memory_growth_mb %.1f", growth));
    }
}
