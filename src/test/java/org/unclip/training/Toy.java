package org.unclip.training;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.unclip.paramserver.AdamConfig;
import org.unclip.paramserver.DecayRanges;
import org.unclip.paramserver.EmaConfig;
import org.unclip.paramserver.PushConfig;
import org.unclip.random.KeyedRandom;
import org.unclip.storage.Folder;
import org.unclip.storage.RunIdentity;
import org.unclip.storage.StoredLayout;
import org.unclip.storage.Tensor;

/**
 * A model without a network: a noisy quadratic bowl {@code mean((p - target)^2) / 2}, whose noise is keyed by step and
 * micro-batch as the noise of a diffusion model is.
 */
final class Toy {
    static final int MICRO_BATCHES = 8;

    private Toy() {}

    /** Settings of a run that validates and saves every third step, and logs every second. */
    static TrainingConfig config(long steps) {
        return config(steps, 0, PushConfig.EXACT);
    }

    static TrainingConfig config(long steps, long sampleEvery, PushConfig push) {
        return new TrainingConfig(
                steps,
                2 * MICRO_BATCHES,
                MICRO_BATCHES,
                0.05,
                3,
                0.1,
                new AdamConfig(0.9, 0.99, 1e-8, 0.01),
                0.5,
                new EmaConfig(0.9, true),
                3,
                2,
                3,
                sampleEvery,
                2,
                TrainingConfig.Server.SHARDED,
                push);
    }

    static TrainingJob job(Folder folder, int size, TrainingConfig config, int threads) {
        StoredLayout layout = new StoredLayout(List.of(new Tensor("w", List.of((long) size), 0)));
        RunIdentity identity = new RunIdentity("toy", layout, config.microBatches(), 5, "", Map.of("pairs", 2L));
        DecayRanges decay = DecayRanges.of(List.of(new DecayRanges.Range(0, size / 2)));
        return new TrainingJob(identity, config, "digest", decay, folder, threads);
    }

    static TrainingResult train(Path folder, int size, long steps, int threads, TrainingObserver... observers) {
        return train(job(Folder.at(folder.toString()), size, config(steps), threads), Bowl::new, observers);
    }

    static TrainingResult train(TrainingJob job, GradientSource.Factory sources, TrainingObserver... observers) {
        int size = Math.toIntExact(job.identity().layout().size());
        return new Trainer(job, Toy::noSamples, List.of(observers)).train(new OnlyRank(), () -> initial(size), sources);
    }

    static void noSamples(long step, float[] averaged) {
        throw new IllegalStateException("a toy has no samples");
    }

    static float[] initial(int size) {
        float[] values = new float[size];
        KeyedRandom.of(5, "init").fillGaussian(values);
        return values;
    }

    /** The file of a whole checkpoint that holds all four vectors. */
    static Path slice(Path folder, long step) {
        Folder checkpoint =
                Folder.at(folder.toString()).folder("checkpoints/toy").folder("step-%09d".formatted(step));
        String file = checkpoint.names().stream()
                .filter(name -> name.startsWith("slice-"))
                .findFirst()
                .orElseThrow();
        return Path.of(checkpoint.path(file).toUri().getPath());
    }

    /** The metrics log without what depends on the clock. */
    static String timelessMetrics(Path folder) {
        return new String(
                        Folder.at(folder.toString()).folder(MetricsLog.FOLDER).read(MetricsLog.fileOf("toy")),
                        StandardCharsets.UTF_8)
                .replaceAll(",\"examplesPerSecond\":[^}]*", "");
    }

    /** The bowl's gradient; it is validated by the noiseless bowl's value. */
    static class Bowl implements GradientSource {
        private float[] noise = {};
        private float[] parameters;

        @Override
        public void load(float[] loaded) {
            parameters = loaded;
        }

        @Override
        public double gradient(long step, int microBatch, float[] gradientOut) {
            int period = 509; // a prime: drawing noise for every parameter would be most of the work
            noise = noise.length == period ? noise : new float[period];
            KeyedRandom.of(5, "noise", step, microBatch).fillGaussian(noise);
            double loss = 0;
            for (int i = 0; i < parameters.length; i++) {
                float difference = parameters[i] - (i % 7) + noise[i % period];
                gradientOut[i] = difference / parameters.length;
                loss += difference * (double) difference;
            }
            return loss / (2 * parameters.length);
        }

        @Override
        public int validationBatches() {
            return 3;
        }

        @Override
        public double validationLoss(int minibatch) {
            double loss = 0;
            for (int i = 0; i < parameters.length; i++) {
                double difference = parameters[i] - (i % 7);
                loss += difference * difference;
            }
            return (1 + minibatch / 8.0) * loss / (2 * parameters.length);
        }

        @Override
        public void close() {}
    }
}
