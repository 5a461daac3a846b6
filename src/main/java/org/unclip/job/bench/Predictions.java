package org.unclip.job.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.unclip.job.bench.ScalingModel.Host;
import org.unclip.job.bench.ScalingModel.Load;
import org.unclip.job.bench.ScalingModel.Network;

/** What {@link ScalingModel} says of clusters that nobody has measured. */
final class Predictions {
    private static final int MICRO_BATCHES = 128;
    private static final int CORES = 8;
    private static final double MILLIS = 1000;
    private static final double SHARE = 0.1;
    private static final double BYTES_PER_MB = 1e6;

    private Predictions() {}

    /** A table of exchange times, and of how long a step must compute for the exchange to take a tenth of it. */
    static List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("Predicted, ranks of %d cores:".formatted(CORES));
        lines.add("parameters  Gbit/s  ranks  MB sent  exchange ms  computing s for a share of 0.1");
        for (int parameters : new int[] {50_000_000, 1_000_000_000}) {
            for (int gigabits : new int[] {10, 100}) {
                for (int ranks : new int[] {8, 32, 128}) {
                    lines.add(line(parameters, gigabits, ranks));
                }
            }
        }
        return lines;
    }

    private static String line(int parameters, int gigabits, int ranks) {
        ScalingModel model = new ScalingModel(Network.ethernet(gigabits), Host.MEASURED.withCores(CORES));
        Load load = new Load(parameters, MICRO_BATCHES, 0);
        double seconds = model.exchangeSeconds(load, ranks);
        return String.format(
                Locale.ROOT,
                "%10d  %6d  %5d  %7.0f  %11.0f  %.1f",
                parameters,
                gigabits,
                ranks,
                (ScalingModel.gradientBytes(load, ranks) + ScalingModel.parameterBytes(load, ranks)) / BYTES_PER_MB,
                seconds * MILLIS,
                seconds * (1 / SHARE - 1));
    }
}
