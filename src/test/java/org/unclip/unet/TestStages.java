package org.unclip.unet;

import java.util.Arrays;
import java.util.List;
import org.unclip.diffusion.EmbeddingScale;
import org.unclip.diffusion.EmbeddingScaling;
import org.unclip.diffusion.LossWeight;
import org.unclip.diffusion.Prediction;
import org.unclip.diffusion.SamplingConfig;
import org.unclip.diffusion.ScheduleConfig;
import org.unclip.diffusion.Thresholding;
import org.unclip.random.KeyedRandom;
import org.unclip.unet.StageConfig.AugmentationConfig;
import org.unclip.unet.StageConfig.DropConfig;

/** Stages small enough to train within a test. */
final class TestStages {

    static final ConditionShape SHAPE = new ConditionShape(8, 16, 3);
    static final StageConditions CONDITIONS = new StageConditions(SHAPE, scaling());

    private TestStages() {}

    /** Times √8, the dimensions in reverse order. */
    private static EmbeddingScaling scaling() {
        EmbeddingScaling plain = EmbeddingScaling.sqrtDim(8);
        float[][] axes = new float[8][8];
        for (int i = 0; i < 8; i++) {
            axes[i][7 - i] = 1;
        }
        return new EmbeddingScaling(plain.mean(), plain.deviation(), axes);
    }

    static StageConfig decoder() {
        return stage(8, 0, new UNetConfig(1, 8, List.of(1, 2), 1, List.of(4), 8, 16, 1, 16), 0);
    }

    static StageConfig upsampler() {
        return stage(16, 8, new UNetConfig(2, 8, List.of(1, 2), 1, List.of(), 8, 16, 0, 0), 8);
    }

    private static StageConfig stage(int size, int lowSize, UNetConfig network, int crop) {
        return new StageConfig(
                size,
                lowSize,
                network,
                new ScheduleConfig(ScheduleConfig.Kind.COSINE, 100),
                Prediction.X0,
                new LossWeight(LossWeight.Kind.SIMPLE, 5, 1),
                EmbeddingScale.SQRT_DIM,
                new DropConfig(0.1, 0.2),
                new AugmentationConfig(0.1, 0.5, 0.6, crop),
                new SamplingConfig(
                        SamplingConfig.Algorithm.DDIM, 8, 0, 1, new Thresholding(Thresholding.Kind.STATIC, 0.95)));
    }

    /** Examples of a flat colour each, the colour being readable from the image embedding. */
    static StageExamples examples(StageConfig stage, int count) {
        float[][] pictures = new float[count][stage.size() * stage.size() * 3];
        float[][] embeddings = new float[count][SHAPE.embedding()];
        float[][] encodings = new float[count][SHAPE.textTokens() * SHAPE.textWidth()];
        for (int i = 0; i < count; i++) {
            float value = i % 2 == 0 ? 0.8f : -0.8f;
            Arrays.fill(pictures[i], value);
            embeddings[i][i % 2] = 1;
            KeyedRandom.of(7, "encoding", i).fillGaussian(encodings[i]);
        }
        return new StageExamples(pictures, embeddings, encodings);
    }
}
