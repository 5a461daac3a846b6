package org.unclip.unet;

import java.io.Serializable;
import java.util.List;

/**
 * Size and shape of one U-Net.
 *
 * @param patch pixel-unshuffle factor in front of the network; 1 for none. The first level works at size / patch
 * @param width channels of the first level
 * @param multipliers of the width, one a level; each level halves the picture
 * @param blocks residual blocks a level, each way
 * @param attentionSizes extents of feature maps, pixels, at which attention follows each block; where not empty, the
 *     middle attends too
 * @param headWidth channels of an attention head
 * @param embeddingWidth channels of the timestep embedding, of its sum with the image embedding, and of the context
 * @param textLayers Transformer blocks, not causal, over the text's tokens before attention reads them, as the paper's
 *     decoder has them from GLIDE; 0 for CLIP's encodings as they are, in which a token knows only those before it
 * @param layoutChannels of a first layout, drawn by a linear map of image embedding and mean text token and added before
 *     the middle, beside a learned position after the first convolution; 0 for neither. Not in the paper; makes shapes
 *     appear within minutes in small models
 */
public record UNetConfig(
        int patch,
        int width,
        List<Integer> multipliers,
        int blocks,
        List<Integer> attentionSizes,
        int headWidth,
        int embeddingWidth,
        int textLayers,
        int layoutChannels)
        implements Serializable {

    public UNetConfig {
        multipliers = List.copyOf(multipliers);
        attentionSizes = List.copyOf(attentionSizes);
        atLeastOne("patch", patch);
        atLeastOne("width", width);
        atLeastOne("blocks", blocks);
        atLeastOne("headWidth", headWidth);
        if (multipliers.isEmpty() || multipliers.stream().anyMatch(m -> m < 1)) {
            throw new IllegalArgumentException(
                    "multipliers must be one or more numbers of at least 1, got " + multipliers);
        }
        if (embeddingWidth < 2 || embeddingWidth % 2 != 0) {
            throw new IllegalArgumentException("embeddingWidth must be even and at least 2, got " + embeddingWidth);
        }
        if (textLayers < 0) {
            throw new IllegalArgumentException("textLayers must be at least 0, got " + textLayers);
        }
        if (layoutChannels < 0) {
            throw new IllegalArgumentException("layoutChannels must be at least 0, got " + layoutChannels);
        }
        if (textLayers > 0 && embeddingWidth % headWidth != 0) {
            throw new IllegalArgumentException(
                    "headWidth must divide embeddingWidth = " + embeddingWidth + ", got " + headWidth);
        }
    }

    /** Channels of a level. */
    int channels(int level) {
        return width * multipliers.get(level);
    }

    int levels() {
        return multipliers.size();
    }

    /** The factor that picture extents must divide by. */
    int granularity() {
        return patch << (levels() - 1);
    }

    private static void atLeastOne(String key, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(key + " must be at least 1, got " + value);
        }
    }
}
