package org.unclip.prior;

import org.unclip.diffusion.EmbeddingScale;
import org.unclip.diffusion.EmbeddingScaling;
import org.unclip.diffusion.ScheduleConfig;
import org.unclip.random.KeyedRandom;

/** Configurations and embeddings of the prior's tests. */
final class TinyPrior {
    static final PriorShape SHAPE = new PriorShape(4, 3, 8);
    /** Different for images and texts, so that a mix-up shows. */
    static final PriorScaling SCALING = new PriorScaling(
            EmbeddingScaling.sqrtDim(4),
            new EmbeddingScaling(new float[] {0.1f, 0, -0.1f, 0}, new float[] {0.5f, 0.25f, 0.5f, 0.5f}, new float[][] {
                {0, 1, 0, 0}, {0.6f, 0, 0.8f, 0}, {-0.8f, 0, 0.6f, 0}, {0, 0, 0, 1}
            }));

    private TinyPrior() {}

    static PriorConfig config(double conditionDrop) {
        ScheduleConfig schedule = new ScheduleConfig(ScheduleConfig.Kind.COSINE, 200);
        PriorSampling sampling = new PriorSampling(12, 0, 1, 2);
        return new PriorConfig(32, 2, 4, schedule, EmbeddingScale.SQRT_DIM, conditionDrop, sampling);
    }

    static PriorTraining training(double conditionDrop) {
        return new PriorTraining(config(conditionDrop), SHAPE, SCALING);
    }

    /** Eight pairs of random directions. */
    static PriorExamples examples(int key) {
        return new PriorExamples(
                unit(vectors(key, 8, 4)), unit(vectors(key + 100, 8, 4)), vectors(key + 200, 8, 3 * 8));
    }

    static float[][] vectors(int key, int count, int length) {
        float[][] vectors = new float[count][length];
        for (int i = 0; i < count; i++) {
            KeyedRandom.of(key, "vector", i).fillGaussian(vectors[i]);
        }
        return vectors;
    }

    static float[][] unit(float[][] vectors) {
        for (float[] vector : vectors) {
            double square = 0;
            for (float value : vector) {
                square += value * value;
            }
            for (int i = 0; i < vector.length; i++) {
                vector[i] /= (float) Math.sqrt(square);
            }
        }
        return vectors;
    }
}
