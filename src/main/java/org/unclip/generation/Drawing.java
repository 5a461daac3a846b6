package org.unclip.generation;

import org.unclip.data.picture.Picture;

/**
 * A drawn picture.
 *
 * @param request what was asked for
 * @param picture of the last stage's size
 * @param similarity cosine of the drawn image embedding to the prompt's text embedding
 */
public record Drawing(DrawRequest request, Picture picture, double similarity) {}
