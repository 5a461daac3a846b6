package org.unclip.job;

import org.unclip.clip.BytePairTokenizer;
import org.unclip.data.shard.CaptionTokens;
import org.unclip.storage.Sha256;

/** A trained tokenizer as it goes to Spark's tasks: its merges, parsed once a task. */
final class TrainedTokens implements CaptionTokens {
    private static final long serialVersionUID = 1;

    private final String merges;
    private final String vocabulary;
    private final int contextLength;
    private transient BytePairTokenizer tokenizer;

    TrainedTokens(BytePairTokenizer tokenizer) {
        merges = tokenizer.mergesText();
        vocabulary = tokenizer.vocabularyJson();
        contextLength = tokenizer.contextLength();
    }

    @Override
    public int[] tokens(String caption) {
        if (tokenizer == null) {
            tokenizer = BytePairTokenizer.parse(merges, vocabulary, contextLength);
        }
        return tokenizer.encode(caption);
    }

    @Override
    public String fingerprint() {
        return Sha256.hex(merges) + "-" + contextLength;
    }
}
