package org.unclip.evaluation;

import java.io.Serializable;

/**
 * A row of an {@link EmbeddingSet}.
 *
 * @param key unique in its set
 * @param group what the row stems from, such as its picture: rows of one group, of any set, are partners of each other
 *     and are no independent draws
 * @param vector {@code [D]}, not zero, of any length
 */
public record KeyedEmbedding(String key, String group, float[] vector) implements Serializable {

    /** A row that is a group of its own. */
    public KeyedEmbedding(String key, float[] vector) {
        this(key, key, vector);
    }
}
