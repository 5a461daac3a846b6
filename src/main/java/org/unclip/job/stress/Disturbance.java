package org.unclip.job.stress;

import java.util.ArrayList;
import java.util.List;
import org.unclip.random.KeyedRandom;

/**
 * One run of a stress: what is trained, and what happens to it when.
 *
 * @param run its number, from 1
 * @param ranks that the training starts with, 1 to {@link #MOST_RANKS}
 * @param step the moment: this step has been seen from outside, …
 * @param fraction … and then this share of a step goes by, in [0, 1)
 * @param victim which of the executors, modulo their number
 */
record Disturbance(int run, StressedModel model, int ranks, Fault fault, int step, double fraction, int victim) {
    static final int MOST_RANKS = 4;
    static final int LAST_STEP =
            13; // of 20: steps are seen a little late, and some faults wait for the next checkpoint

    /**
     * The runs of a seed. In as many runs as there are faults each occurs once, in an order of its own.
     *
     * @param faults to choose from
     */
    static List<Disturbance> deal(long seed, int runs, List<Fault> faults) {
        List<Disturbance> dealt = new ArrayList<>();
        for (int run = 0; run < runs; run++) {
            int round = run / faults.size();
            int[] order = KeyedRandom.of(seed, "stress faults", round).permutation(faults.size());
            dealt.add(of(seed, run + 1, faults.get(order[run % faults.size()])));
        }
        return dealt;
    }

    private static Disturbance of(long seed, int run, Fault fault) {
        KeyedRandom random = KeyedRandom.of(seed, "stress run", run);
        StressedModel[] models = StressedModel.values();
        return new Disturbance(
                run,
                models[random.nextInt(models.length)],
                fault.fewestRanks() + random.nextInt(MOST_RANKS - fault.fewestRanks() + 1),
                fault,
                1 + random.nextInt(LAST_STEP),
                random.nextDouble(),
                random.nextInt(MOST_RANKS));
    }

    /** One of the executors that run. */
    <T> T victimOf(List<T> executors) {
        return executors.get(victim % executors.size());
    }
}
