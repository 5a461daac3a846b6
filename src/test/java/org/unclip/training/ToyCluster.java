package org.unclip.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;
import org.unclip.data.table.SparkConfig;
import org.unclip.data.table.SparkSessions;
import org.unclip.paramserver.Chunks;
import org.unclip.storage.Folder;
import org.unclip.training.cluster.ClusterConfig;
import org.unclip.training.cluster.ClusterRanks;

/** A toy trained on a cluster's executors, slowly enough to be disturbed. */
public final class ToyCluster {
    static final int SIZE = 3 * Chunks.SIZE + 77;

    private ToyCluster() {}

    /** The bowl's gradient, computed at leisure. */
    static final class SlowBowl extends Toy.Bowl {
        private static final long MILLIS = 15;

        @Override
        public double gradient(long step, int microBatch, float[] gradientOut) {
            try {
                TimeUnit.MILLISECONDS.sleep(MILLIS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return super.gradient(step, microBatch, gradientOut);
        }
    }

    /** Finds a lost rank soon, and tries again so many times. */
    static ClusterConfig config(int ranks, int resubmissions) {
        return new ClusterConfig(Optional.of(ranks), 1, 60, 15, 60, 6, resubmissions, 0, false);
    }

    /** A session on the cluster whose executors know the toy. */
    static SparkSession session(String master, Path directory, Map<String, String> more) throws IOException {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("spark.executor.memory", "512m");
        settings.put("spark.ui.enabled", "false");
        settings.put(
                "spark.jars",
                org.unclip.job.stress.ShippedClasses.jar(
                                Files.createDirectories(directory).resolve("toy.jar"),
                                Toy.class,
                                Toy.Bowl.class,
                                ToyCluster.class,
                                SlowBowl.class)
                        .toString());
        return SparkSessions.cluster(new SparkConfig(master, settings), directory);
    }

    static TrainingJob job(Path folder, long steps) {
        return Toy.job(Folder.at(folder.toString()), SIZE, Toy.config(steps), 1);
    }

    static TrainingResult train(SparkContext spark, ClusterConfig config, TrainingJob job, Consumer<String> say) {
        TrainingObserver steps = progress -> say.accept("step " + progress.step());
        return new Trainer(job, Toy::noSamples, List.of(steps))
                .train(new ClusterRanks(spark, config, say), () -> Toy.initial(SIZE), SlowBowl::new);
    }

    /** A driver of its own: master, folder, steps, ranks. Prints what it says and its steps. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[1]);
        try (SparkSession spark = session(arguments[0], folder, Map.of())) {
            ClusterConfig config = config(Integer.parseInt(arguments[3]), 3);
            train(spark.sparkContext(), config, job(folder, Long.parseLong(arguments[2])), System.out::println);
        }
    }
}
