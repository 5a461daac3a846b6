package org.unclip.job.stress;

import java.util.ArrayList;
import java.util.List;
import org.unclip.random.KeyedRandom;

/**
 * What happens to one embed job, and when.
 *
 * @param run its number, from 1
 * @param commits the moment: so many commits of the table have been seen from outside, its creation among them, …
 * @param fraction … and then this share of {@link #MOST_MILLIS_LATER} goes by, in [0, 1)
 * @param victim which of the executors, modulo their number
 */
record EmbedDisturbance(int run, EmbedFault fault, int commits, double fraction, int victim) {
    static final int EXECUTORS = 2;
    private static final int MOST_MILLIS_LATER = 2500; // a portion takes about as long

    /**
     * The runs of a seed. In as many runs as there are faults each occurs once, in an order of its own.
     *
     * @param portions that the job commits one by one
     */
    static List<EmbedDisturbance> deal(long seed, int runs, int portions) {
        EmbedFault[] faults = EmbedFault.values();
        List<EmbedDisturbance> dealt = new ArrayList<>();
        for (int run = 0; run < runs; run++) {
            int[] order =
                    KeyedRandom.of(seed, "embed faults", run / faults.length).permutation(faults.length);
            KeyedRandom random = KeyedRandom.of(seed, "embed run", run);
            dealt.add(new EmbedDisturbance(
                    run + 1,
                    faults[order[run % faults.length]],
                    1 + random.nextInt(Math.max(1, portions - 1)), // at the last one it may be too late
                    random.nextDouble(),
                    random.nextInt(EXECUTORS)));
        }
        return dealt;
    }

    /** How long after the commit. */
    long millisLater() {
        return (long) (fraction * MOST_MILLIS_LATER);
    }

    /** One of the executors that run. */
    <T> T victimOf(List<T> executors) {
        return executors.get(victim % executors.size());
    }
}
