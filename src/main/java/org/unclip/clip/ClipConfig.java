package org.unclip.clip;

import java.io.Serializable;

/**
 * A CLIP model.
 *
 * @param tokenizer size of the vocabulary to train, and of an encoded text
 * @param text the text encoder
 * @param vision the vision encoder
 * @param embeddingSize values of a picture's or text's embedding
 * @param maxLogitScale what the learned factor of cosine similarities is clamped to, at least 1; OpenAI's is 100
 */
public record ClipConfig(
        TokenizerConfig tokenizer, TextConfig text, VisionConfig vision, int embeddingSize, double maxLogitScale)
        implements Serializable {
    private static final long ARRAYS_OF_BLOCK = 12;
    private static final long ARRAYS_OF_ATTENTION = 2;

    /** Checks the ranges. */
    public ClipConfig {
        requirePositive("embeddingSize", embeddingSize);
        if (!(maxLogitScale >= 1.0)) {
            throw new IllegalArgumentException("maxLogitScale must be at least 1, got " + maxLogitScale);
        }
    }

    /** Memory that a picture takes while it is embedded, bytes, about. */
    public long pictureBytes() {
        return vision.activationBytes();
    }

    /** Memory that a text takes while it is embedded, bytes, about. */
    public long textBytes() {
        return transformerBytes(tokenizer.contextLength(), text.width(), text.heads());
    }

    /** What is held at once in a block of a Transformer: a few arrays of its width, hidden units of four times it, attention. */
    static long transformerBytes(long tokens, long width, long heads) {
        return Float.BYTES * (ARRAYS_OF_BLOCK * tokens * width + ARRAYS_OF_ATTENTION * heads * tokens * tokens);
    }

    static void requirePositive(String key, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(key + " must be at least 1, got " + value);
        }
    }

    static void requireDivides(String key, int value, String of, int whole) {
        if (whole % value != 0) {
            throw new IllegalArgumentException(
                    "%s must divide %s, which is %d, got %d".formatted(key, of, whole, value));
        }
    }
}
