package org.unclip.evaluation;

import java.io.Serializable;
import java.util.List;
import org.unclip.random.KeyedRandom;

/**
 * Consecutive rows of an {@link EmbeddingSet}, in the order of their keys.
 *
 * @param index of the block in its set
 * @param keys of the rows
 * @param groups of the rows, as 64-bit hashes: two of a million groups are taken for one with probability 3e-8
 * @param vectors {@code [rows][D]} of unit length; not to be changed
 */
record EmbeddingBlock(int index, String[] keys, long[] groups, float[][] vectors) implements Serializable {

    static EmbeddingBlock of(int index, List<KeyedEmbedding> rows) {
        return new EmbeddingBlock(
                index,
                rows.stream().map(KeyedEmbedding::key).toArray(String[]::new),
                rows.stream().mapToLong(row -> groupId(row.group())).toArray(),
                rows.stream().map(row -> unit(row.key(), row.vector())).toArray(float[][]::new));
    }

    int rows() {
        return keys.length;
    }

    int dimension() {
        return vectors[0].length;
    }

    long group(int row) {
        return groups[row];
    }

    private static long groupId(String group) {
        return KeyedRandom.of(0, group).nextLong();
    }

    private static float[] unit(String key, float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        double length = Math.sqrt(squares);
        if (!(length > 0) || Double.isInfinite(length)) {
            throw new IllegalArgumentException("the embedding of " + key + " has length " + length);
        }
        float[] unit = new float[vector.length];
        for (int d = 0; d < unit.length; d++) {
            unit[d] = (float) (vector[d] / length);
        }
        return unit;
    }
}
