package org.unclip.training;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.unclip.paramserver.AdamConfig;
import org.unclip.paramserver.DecayRanges;
import org.unclip.paramserver.EmaConfig;
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
                0,
                2);
    }

    static TrainingJob job(Folder folder, int size, TrainingConfig config, int threads) {
        StoredLayout layout = new StoredLayout(List.of(new Tensor("w", List.of((long) size), 0)));
        RunIdentity identity = new RunIdentity("toy", layout, config.microBatches(), 5, "", Map.of("pairs", 2L));
        DecayRanges decay = DecayRanges.of(List.of(new DecayRanges.Range(0, size / 2)));
        return new TrainingJob(identity, config, "digest", decay, folder, threads);
    }

    static TrainingResult train(Path folder, int size, long steps, int threads, TrainingObserver... observers) {
        TrainingJob job = job(Folder.at(folder.toString()), size, config(steps), threads);
        return new Trainer(job, new BowlChecks(), List.of(observers)).train(() -> initial(size), Bowl::new);
    }

    static float[] initial(int size) {
        float[] values = new float[size];
        KeyedRandom.of(5, "init").fillGaussian(values);
        return values;
    }

    /** The file of a whole checkpoint that holds all four vectors. */
    static Path slice(Path folder, long step) {
        return folder.resolve("checkpoints/toy/step-%09d/slice-00000-of-00001.bin".formatted(step));
    }

    /** The metrics log without what depends on the clock. */
    static String timelessMetrics(Path folder) {
        return new String(Folder.at(folder.toString()).read(MetricsLog.FILE), StandardCharsets.UTF_8)
                .replaceAll(",\"examplesPerSecond\":[^}]*", "");
    }

    /** The bowl's gradient. */
    static class Bowl implements GradientSource {
        private float[] noise = {};

        @Override
        public double gradient(long step, int microBatch, float[] parameters, float[] gradientOut) {
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
        public void close() {}
    }

    /** The noiseless bowl's value. */
    static final class BowlChecks implements Checks {
        @Override
        public OptionalDouble validationLoss(float[] averaged) {
            double loss = 0;
            for (int i = 0; i < averaged.length; i++) {
                double difference = averaged[i] - (i % 7);
                loss += difference * difference;
            }
            return OptionalDouble.of(loss / (2 * averaged.length));
        }

        @Override
        public void drawSamples(long step, float[] averaged) {
            throw new IllegalStateException("a toy has no samples");
        }
    }
}
