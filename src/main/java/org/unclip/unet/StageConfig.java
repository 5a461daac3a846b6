package org.unclip.unet;

import java.io.Serializable;
import java.util.Map;
import org.unclip.diffusion.EmbeddingScale;
import org.unclip.diffusion.LossWeight;
import org.unclip.diffusion.Prediction;
import org.unclip.diffusion.SamplingConfig;
import org.unclip.diffusion.ScheduleConfig;

/**
 * One stage of the cascade.
 *
 * @param size extent of the pictures it draws, pixels
 * @param lowSize extent of the pictures it enlarges, pixels; 0 makes it the decoder, which enlarges none
 * @param network its U-Net
 * @param schedule noise levels
 * @param prediction what the network predicts
 * @param lossWeight weight of each timestep in the loss
 * @param embeddingScale how a decoder's image embeddings are brought to unit variance
 * @param drop how often a decoder's conditions are hidden in training
 * @param augmentation how an upsampler's lower pictures are degraded in training
 * @param sampling how it draws unless told otherwise
 */
public record StageConfig(
        int size,
        int lowSize,
        UNetConfig network,
        ScheduleConfig schedule,
        Prediction prediction,
        LossWeight lossWeight,
        EmbeddingScale embeddingScale,
        DropConfig drop,
        AugmentationConfig augmentation,
        SamplingConfig sampling)
        implements Serializable {

    /**
     * Probabilities with which a condition is replaced by a learned null, for classifier-free guidance; the two are
     * independent (paper, section 2.1).
     */
    public record DropConfig(double image, double text) implements Serializable {
        /** Checks the ranges. */
        public DropConfig {
            probability("image", image);
            probability("text", text);
        }
    }

    /**
     * Conditioning augmentation (paper, section 2.1; Ho et al. 2021).
     *
     * @param noise largest standard deviation of the added noise, drawn uniformly from 0, in pixel values of [-1, 1]
     * @param blur probability of a Gaussian blur
     * @param blurSigma its standard deviation, pixels of the lower picture; its window is 3 × 3
     * @param crop extent of the random crops it trains on, pixels of the larger picture; 0 trains on whole pictures
     */
    public record AugmentationConfig(double noise, double blur, double blurSigma, int crop) implements Serializable {
        /** Checks the ranges. */
        public AugmentationConfig {
            probability("blur", blur);
            if (noise < 0 || noise > 2) {
                throw new IllegalArgumentException("noise must lie in [0, 2], got " + noise);
            }
            if (blurSigma <= 0) {
                throw new IllegalArgumentException("blurSigma must be above 0, got " + blurSigma);
            }
            if (crop < 0) {
                throw new IllegalArgumentException("crop must be 0 or more, got " + crop);
            }
        }
    }

    /** Checks the ranges, and that the parts fit together. */
    public StageConfig {
        int granularity = network.granularity();
        if (size < 1 || size % granularity != 0) {
            throw new IllegalArgumentException(
                    "size must be a multiple of " + granularity + " (patch and levels of the network), got " + size);
        }
        if (lowSize < 0 || lowSize >= size || lowSize > 0 && size % lowSize != 0) {
            throw new IllegalArgumentException(
                    "lowSize must be 0 or a proper divisor of size " + size + ", got " + lowSize);
        }
        requireCrop(augmentation.crop(), size, granularity);
        if (lowSize > 0) {
            requireCrop(augmentation.crop(), size, size / lowSize);
        }
        if (lowSize > 0 && !network.attentionSizes().isEmpty()) {
            throw new IllegalArgumentException(
                    "network.attentionSizes must be empty, as lowSize makes this an upsampler,"
                            + " which has convolutions only, got " + network.attentionSizes());
        }
        if (lowSize == 0 && network.attentionSizes().isEmpty()) {
            throw new IllegalArgumentException(
                    "network.attentionSizes must name an extent, as this is a decoder (lowSize"
                            + " is 0), which reads captions by attention, got []");
        }
        if (sampling.steps() > schedule.timesteps()) {
            throw new IllegalArgumentException("sampling.steps must be at most schedule.timesteps, which is "
                    + schedule.timesteps() + ", got " + sampling.steps());
        }
    }

    /** What its weights mean beyond their layout, by setting: a training can't go on with others. */
    public Map<String, String> objective() {
        return Map.of(
                "schedule", schedule.toString(),
                "prediction", prediction.toString(),
                "embeddingScale", embeddingScale.toString());
    }

    /** Whether it enlarges pictures and reads no text. */
    public boolean upsampler() {
        return lowSize > 0;
    }

    /** Extent of the pictures it trains on, pixels. */
    public int trainingSize() {
        return augmentation.crop() == 0 ? size : augmentation.crop();
    }

    private static void requireCrop(int crop, int size, int factor) {
        if (crop > size || crop % factor != 0) {
            throw new IllegalArgumentException(
                    "augmentation.crop must be at most " + size + " and a multiple of " + factor + ", got " + crop);
        }
    }

    private static void probability(String key, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(key + " must lie in [0, 1], got " + value);
        }
    }
}
