package org.unclip.clip;

import java.io.Serializable;

/**
 * Size of a byte-pair tokenizer.
 *
 * @param vocabularySize most tokens a trained vocabulary may have, at least 514: the 256 bytes, the same at the end of
 *     a word, start and end
 * @param contextLength tokens an encoded text is cut or padded to, start and end among them
 */
public record TokenizerConfig(int vocabularySize, int contextLength) implements Serializable {
    private static final int MIN_CONTEXT_LENGTH = 3; // start, one token, end

    /** Checks the ranges. */
    public TokenizerConfig {
        if (vocabularySize < BytePairTokenizer.MIN_VOCABULARY_SIZE) {
            throw new IllegalArgumentException(
                    "vocabularySize must be at least %d, as that many tokens are fixed, got %d"
                            .formatted(BytePairTokenizer.MIN_VOCABULARY_SIZE, vocabularySize));
        }
        if (contextLength < MIN_CONTEXT_LENGTH) {
            throw new IllegalArgumentException("contextLength must be at least %d (start, one token, end), got %d"
                    .formatted(MIN_CONTEXT_LENGTH, contextLength));
        }
    }
}
