package org.unclip.job.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.unclip.job.Console;
import org.unclip.job.JobReport;
import org.unclip.paramserver.peer.JobToken;

/** Times what ranks do in a step beside computing gradients, on made-up ones, over the loopback network. */
public final class ExchangeBench {
    private ExchangeBench() {}

    /**
     * Starts the ranks, tells the console the phases, and reports {@code exchange_ms}: the median step of the rank that
     * took longest.
     */
    public static JobReport run(ExchangePlan plan, Console console) {
        List<ExchangeTimes> ranks = measured(plan);
        for (ExchangePhase phase : ExchangePhase.values()) {
            console.say(String.format(Locale.ROOT, "%-26s %8.1f ms", phase.words(), median(plan, ranks, phase)));
        }
        for (int rank = 0; rank < ranks.size(); rank++) {
            console.say(String.format(
                    Locale.ROOT,
                    "rank %d: %.0f ms of processor time a step, %.1f MB of heap; %s",
                    rank,
                    ranks.get(rank).cpuMillis(),
                    ranks.get(rank).heapMb(),
                    RankBytes.of(plan.slices(), plan.tree(), rank)));
        }
        Predictions.lines().forEach(console::say);
        double millis = Median.of(IntStream.range(0, plan.steps()).mapToDouble(step -> ranks.stream()
                .mapToDouble(times -> times.ofStep(step))
                .max()
                .orElseThrow()));
        return JobReport.done(String.format(Locale.ROOT, "exchange_ms %.1f", millis));
    }

    private static double median(ExchangePlan plan, List<ExchangeTimes> ranks, ExchangePhase phase) {
        return Median.of(IntStream.range(0, plan.steps()).mapToDouble(step -> ranks.stream()
                .mapToDouble(times -> times.millis()[step][phase.ordinal()])
                .average()
                .orElseThrow()));
    }

    private static List<ExchangeTimes> measured(ExchangePlan plan) {
        JobToken token = JobToken.generate("bench-exchange");
        List<RankProcess> processes = new ArrayList<>();
        try {
            for (int rank = 0; rank < plan.ranks(); rank++) {
                processes.add(new RankProcess(new ExchangeRank.Order(plan, rank, token)));
            }
            if (plan.ranks() > 1) {
                List<Object> addresses = new ArrayList<>();
                processes.forEach(process -> addresses.add(process.hear()));
                processes.forEach(process -> process.tell(addresses));
            }
            return processes.stream()
                    .map(process -> (ExchangeTimes) process.hear())
                    .toList();
        } finally {
            processes.forEach(RankProcess::close);
        }
    }
}
