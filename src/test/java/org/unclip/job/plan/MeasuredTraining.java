package org.unclip.job.plan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.unclip.config.Settings;
import org.unclip.job.UnclipConfig;
import org.unclip.nn.Minibatch;
import org.unclip.nn.Network;
import org.unclip.nn.ParameterLayout;
import org.unclip.storage.Folder;
import org.unclip.storage.RunIdentity;
import org.unclip.training.BatchSource;
import org.unclip.training.NetworkLayout;
import org.unclip.training.NetworkSource;
import org.unclip.training.OnlyRank;
import org.unclip.training.Trainer;
import org.unclip.training.TrainingBatches;
import org.unclip.training.TrainingConfig;
import org.unclip.training.TrainingJob;
import org.unclip.training.TrainingProgress;

/**
 * A process that trains as planned, on made-up examples and without Spark, and prints the bytes by which it grew at its
 * peak: native memory (its resident memory without the heap, which is touched from the start) and objects in the heap.
 *
 * <p>It grew from what it took after a tiny training, for which ND4J was loaded and code was compiled.
 */
final class MeasuredTraining {
    private static final int THREADS = 2;
    private static final List<String> TINY = List.of("unet={tiny=${stages.decoder}{size=16,network{patch=1,width=8},"
            + "training{steps=3,warmupSteps=1,batchSize=2,validateEvery=2,sampleEvery=0}}}");

    private record Use(long nativeBytes, long heapBytes) {
        static Use now(String line) {
            System.gc();
            var heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
            return new Use(resident(line) - heap.getCommitted(), heap.getUsed());
        }

        private static long resident(String line) {
            try {
                String kibibytes = Files.readAllLines(Path.of("/proc/self/status")).stream()
                        .filter(text -> text.startsWith(line + ":"))
                        .findFirst()
                        .orElseThrow();
                return Long.parseLong(kibibytes.replaceAll("\\D", "")) << 10;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The data of a training, made up. */
    private record MadeUp(PlannedTraining planned) implements TrainingBatches, BatchSource {
        @Override
        public BatchSource training() {
            return this;
        }

        @Override
        public BatchSource validation() {
            return this;
        }

        @Override
        public int validationBatches() {
            return 2;
        }

        @Override
        public Minibatch batch(long step, int microBatch) {
            return planned.examples().apply(planned.config().microBatchSize());
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    private MeasuredTraining() {}

    /** Which of the trainings of a configuration: {@code prior}, {@code clip} or a stage. */
    static PlannedTraining of(UnclipConfig config, String which) {
        return switch (which) {
            case "clip" -> PlannedTraining.clip(config);
            case "prior" -> PlannedTraining.prior(config, config.clip().model());
            default -> PlannedTraining.stage(config, config.clip().model(), which);
        };
    }

    /** Arguments: which training, a folder for its checkpoints, assignments of settings. */
    public static void main(String[] arguments) {
        List<String> all = List.of(arguments);
        UnclipConfig config = settings(all.subList(2, all.size()));
        Folder folder = Folder.at(all.get(1));
        train(of(settings(TINY), "tiny"), folder.folder("tiny"));
        Use before = Use.now("VmRSS");
        List<Use> during = train(of(config, all.get(0)), folder.folder("measured"));
        Use peak = Use.now("VmHWM");
        long heap = during.stream().mapToLong(Use::heapBytes).max().orElseThrow();
        System.out.printf("grown %d %d%n", peak.nativeBytes() - before.nativeBytes(), heap - before.heapBytes());
    }

    private static UnclipConfig settings(List<String> assignments) {
        return Settings.load(Optional.empty(), assignments).read("", UnclipConfig.class);
    }

    private static List<Use> train(PlannedTraining training, Folder folder) {
        List<Use> uses = new ArrayList<>();
        ParameterLayout layout = Network.layoutOf(training.graph());
        TrainingConfig settings = training.config();
        RunIdentity identity = new RunIdentity("measured", layout.stored(), settings.microBatches(), 1, "", Map.of());
        TrainingJob job = new TrainingJob(identity, settings, "", NetworkLayout.decayed(layout), folder, THREADS);
        new Trainer(job, (step, averaged) -> {}, List.of((TrainingProgress progress) -> uses.add(Use.now("VmRSS"))))
                .train(
                        new OnlyRank(),
                        () -> layout.initialValues(1),
                        () -> new NetworkSource(training.graph(), new MadeUp(training)));
        return uses;
    }
}
