package org.unclip.storage;

import java.util.List;

/**
 * Elements {@code [from, from + length)} of a training run's vectors; the arrays themselves, not copies.
 *
 * @param vectors the parameters, Adam's first and second moments, and the averaged parameters, in this order
 */
public record Slice(long from, List<float[]> vectors) {
    /** The number of vectors in a checkpoint. */
    public static final int VECTORS = 4;

    /** Place of the averaged parameters among them. */
    static final int AVERAGED = 3;

    /** Throws {@link IllegalArgumentException} for another number of vectors or unequal lengths. */
    public Slice {
        vectors = List.copyOf(vectors);
        if (vectors.size() != VECTORS
                || vectors.stream().mapToInt(v -> v.length).distinct().count() != 1) {
            throw new IllegalArgumentException("a slice has four vectors of one length");
        }
    }

    /** Elements a vector. */
    public int length() {
        return vectors.get(0).length;
    }

    long end() {
        return from + length();
    }
}
