package org.unclip.report;

import java.util.List;

/**
 * The pictures of one prompt.
 *
 * @param pictures a PNG a sample
 * @param similarity mean cosine of the drawn image embeddings to the prompt's embedding
 * @param neverInTraining whether it asks for what no training example shows
 */
public record DrawnPrompt(String prompt, List<byte[]> pictures, double similarity, boolean neverInTraining) {
    public DrawnPrompt {
        pictures = List.copyOf(pictures);
    }
}
