package org.unclip.generation;

import org.unclip.data.picture.Picture;

/**
 * A drawn picture.
 *
 * @param request what was asked for
 * @param picture of the last stage's size
 * @param text embedding of the prompt, {@code [D]}
 * @param image embedding that the prior drew for it, {@code [D]}
 */
@SuppressWarnings("ArrayRecordComponent") // carries embeddings, is never compared
public record Drawing(DrawRequest request, Picture picture, float[] text, float[] image) {

    /** Cosine of the drawn image embedding to the prompt's text embedding. */
    public double similarity() {
        double dot = 0;
        double squareA = 0;
        double squareB = 0;
        for (int i = 0; i < text.length; i++) {
            dot += (double) image[i] * text[i];
            squareA += (double) image[i] * image[i];
            squareB += (double) text[i] * text[i];
        }
        return dot / Math.sqrt(squareA * squareB);
    }
}
