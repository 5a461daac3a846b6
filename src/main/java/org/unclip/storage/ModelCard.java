package org.unclip.storage;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * What is said about a released model.
 *
 * @param kind {@code clip}, {@code prior}, {@code unet}
 * @param configuration the resolved configuration section that it is built from
 * @param layout of its flat parameter vector
 * @param clipFingerprint of the CLIP it was trained on; empty for a CLIP
 * @param step training steps done
 * @param metrics what was measured at release, by name
 */
public record ModelCard(
        String kind,
        JsonNode configuration,
        StoredLayout layout,
        String clipFingerprint,
        long step,
        Map<String, Double> metrics) {
    /** Keeps its own copy of the metrics. */
    public ModelCard {
        metrics = Map.copyOf(metrics);
    }
}
