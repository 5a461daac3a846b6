package org.unclip.job.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import org.unclip.data.table.SparkConfig;
import org.unclip.data.table.SparkSessions;
import org.unclip.job.Console;
import org.unclip.job.JobReport;
import org.unclip.job.stress.ClusterOptions;
import org.unclip.job.stress.StandaloneCluster;
import org.unclip.job.stress.WorkerSize;
import org.unclip.paramserver.ReductionTree;
import org.unclip.paramserver.SliceMap;
import org.unclip.storage.Folder;
import org.unclip.training.TrainingProgress;

/** Trains with one rank and with two on a cluster of this machine in turn, and compares them. */
public final class ScalingBench {
    private static final int ROUNDS = 3;
    private static final double MILLIS = 1000;
    private static final List<Integer> SHOWN_RANKS = List.of(1, 2, 4);

    private final int steps;
    private final Console console;
    private final List<List<TrainingProgress>> alone = new ArrayList<>();
    private final List<List<TrainingProgress>> together = new ArrayList<>();

    private ScalingBench(int steps, Console console) {
        this.steps = steps;
        this.console = console;
    }

    /**
     * Reports {@code speedup} of two ranks over one, and {@code exchange_share} of two ranks' time: medians.
     *
     * @param steps measured in each of the trainings, from 1
     */
    public static JobReport run(int steps, Console console) {
        StepBench.requirePositive("--steps", steps);
        Path directory = scratch();
        try {
            ScalingBench bench = new ScalingBench(steps, console);
            bench.train(directory);
            return bench.report();
        } finally {
            Folder.at(directory.getParent().toString())
                    .delete(directory.getFileName().toString());
        }
    }

    private void train(Path directory) {
        ClusterOptions options =
                ClusterOptions.of(directory.resolve("cluster"), 2).withSize(WorkerSize.of(1, "1g"));
        try (StandaloneCluster cluster = StandaloneCluster.start(options);
                SparkSession spark = SparkSessions.cluster(settings(cluster), directory)) {
            for (int round = 0; round < ROUNDS; round++) {
                Folder folder = Folder.at(directory.resolve("round-" + round).toString());
                alone.add(new ScalingTrial(1, steps).run(spark.sparkContext(), folder.folder("alone"), console));
                together.add(new ScalingTrial(2, steps).run(spark.sparkContext(), folder.folder("together"), console));
            }
        }
    }

    private static SparkConfig settings(StandaloneCluster cluster) {
        return new SparkConfig(
                cluster.master(),
                Map.of(
                        "spark.ui.enabled", "false",
                        "spark.driver.bindAddress", "127.0.0.1",
                        "spark.driver.host", "127.0.0.1",
                        "spark.executor.memory", "1g"));
    }

    private JobReport report() {
        console.say("ranks  pictures/s   step ms  exchange share");
        sayRow(1, alone);
        sayRow(2, together);
        int parameters = Math.toIntExact(ScalingTrial.layout().total());
        for (int ranks : SHOWN_RANKS) {
            ReductionTree tree = new ReductionTree(ScalingTrial.MICRO_BATCHES);
            console.say("%d ranks, each: %s".formatted(ranks, RankBytes.of(new SliceMap(parameters, ranks), tree, 0)));
        }
        Predictions.lines().forEach(console::say);
        double speedup = Median.of(IntStream.range(0, ROUNDS)
                .mapToDouble(
                        round -> stepMillis(List.of(alone.get(round))) / stepMillis(List.of(together.get(round)))));
        return JobReport.done(
                String.format(Locale.ROOT, "speedup %.2f exchange_share %.3f", speedup, exchangeShare(together)));
    }

    private void sayRow(int ranks, List<List<TrainingProgress>> trainings) {
        double millis = stepMillis(trainings);
        console.say(String.format(
                Locale.ROOT,
                "%5d  %10.1f  %8.0f  %14.3f",
                ranks,
                ScalingTrial.MICRO_BATCHES * NoiseSource.BATCH * MILLIS / millis,
                millis,
                exchangeShare(trainings)));
    }

    private static double stepMillis(List<List<TrainingProgress>> trainings) {
        return Median.of(trainings.stream()
                .flatMap(List::stream)
                .mapToDouble(
                        step -> ScalingTrial.MICRO_BATCHES * NoiseSource.BATCH * MILLIS / step.examplesPerSecond()));
    }

    private static double exchangeShare(List<List<TrainingProgress>> trainings) {
        return Median.of(trainings.stream().flatMap(List::stream).mapToDouble(TrainingProgress::exchangeShare));
    }

    private static Path scratch() {
        try {
            return Files.createTempDirectory("unclip-bench-");
        } catch (IOException e) {
            throw new UncheckedIOException("no folder for the cluster", e);
        }
    }
}
