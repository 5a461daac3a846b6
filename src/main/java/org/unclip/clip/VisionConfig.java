package org.unclip.clip;

import java.io.Serializable;
import java.util.List;

/**
 * The vision encoder. Both kinds' keys are always there; those of the other kind are not used.
 *
 * @param kind the architecture
 * @param imageSize side of the square pictures it reads, pixels
 * @param patchSize transformer: side of a patch, pixels, divides the image size
 * @param width transformer: channels of a token
 * @param layers transformer: blocks
 * @param heads transformer: attention heads, divides the width
 * @param channels convolutional: output channels of each 3×3 convolution; all but the last one halve the picture
 */
public record VisionConfig(
        Kind kind, int imageSize, int patchSize, int width, int layers, int heads, List<Integer> channels)
        implements Serializable {
    /** The architectures. */
    public enum Kind {
        /** A stack of strided convolutions: small pictures, minutes of training. */
        CONVOLUTIONAL,
        /** ViT (Dosovitskiy et al. 2021), as in OpenAI's CLIP models. */
        TRANSFORMER
    }

    private static final long ARRAYS_OF_PICTURE = 6; // three colours, and the patches of them
    private static final long ARRAYS_OF_CONVOLUTION = 4; // at a quarter of the pixels, and nine values a window

    /** Checks the ranges. */
    public VisionConfig {
        channels = List.copyOf(channels);
        ClipConfig.requirePositive("imageSize", imageSize);
        if (kind == Kind.TRANSFORMER) {
            ClipConfig.requirePositive("patchSize", patchSize);
            ClipConfig.requirePositive("width", width);
            ClipConfig.requirePositive("layers", layers);
            ClipConfig.requirePositive("heads", heads);
            ClipConfig.requireDivides("patchSize", patchSize, "imageSize", imageSize);
            ClipConfig.requireDivides("heads", heads, "width", width);
        } else {
            requireChannels(channels, imageSize);
        }
    }

    /** Memory that one picture takes while it is embedded, bytes, about. */
    long activationBytes() {
        long pixels = (long) imageSize * imageSize;
        if (kind == Kind.TRANSFORMER) {
            long tokens = pixels / patchSize / patchSize + 1;
            return ClipConfig.transformerBytes(tokens, width, heads) + ARRAYS_OF_PICTURE * Float.BYTES * pixels;
        }
        return ARRAYS_OF_CONVOLUTION * Float.BYTES * pixels * channels.get(0);
    }

    private static void requireChannels(List<Integer> channels, int imageSize) {
        if (channels.isEmpty()) {
            throw new IllegalArgumentException("channels must name at least one convolution, got none");
        }
        channels.forEach(out -> ClipConfig.requirePositive("channels", out));
        if (imageSize >> (channels.size() - 1) < 1) {
            throw new IllegalArgumentException("channels must be at most %d for pictures of %d pixels, got %d"
                    .formatted(Integer.SIZE - Integer.numberOfLeadingZeros(imageSize), imageSize, channels.size()));
        }
    }
}
