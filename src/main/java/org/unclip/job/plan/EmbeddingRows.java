package org.unclip.job.plan;

import org.unclip.clip.ClipConfig;

/**
 * How large rows of the table embeddings are: what {@link org.unclip.data.table.Embedding} has, as numbers of fixed size,
 * which Parquet hardly makes smaller.
 *
 * @param captions of a pair
 */
record EmbeddingRows(ClipConfig clip, int captions) {
    private static final int KEY_BYTES = 24; // the fingerprint is the same in every row, and written once a file

    /** Bytes of a pair with its image's and captions' embeddings. */
    long bytes() {
        return KEY_BYTES + (long) Float.BYTES * clip.embeddingSize() * (1 + captions) + tokenBytes();
    }

    /** Bytes of a pair with encodings of all tokens too. */
    long bytesWithEncodings() {
        long tokens = (long) captions * clip.tokenizer().contextLength();
        return bytes() + Short.BYTES * tokens * clip.text().width();
    }

    /** Ids take as few bits as the vocabulary needs, and padding next to nothing. */
    private long tokenBytes() {
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(clip.tokenizer().vocabularySize() - 1);
        return (long) captions * clip.tokenizer().contextLength() * bits / Byte.SIZE;
    }
}
