package org.unclip.paramserver;

/**
 * Which rank owns which elements of a flat vector: contiguous slices of whole blocks ({@link Chunks#SIZE} elements), as
 * even as blocks allow. With more ranks than blocks the last ranks own nothing.
 *
 * @param length elements of the whole vector
 * @param ranks owners, from 1
 */
public record SliceMap(int length, int ranks) {
    /** Throws {@link IllegalArgumentException} for a number of ranks below 1. */
    public SliceMap {
        if (ranks < 1) {
            throw new IllegalArgumentException("ranks must be at least 1, got " + ranks);
        }
    }

    /** The first element that a rank owns. */
    public int from(int rank) {
        int blocks = Chunks.count(length);
        int everyone = blocks / ranks;
        int block = everyone * rank + Math.min(rank, blocks % ranks);
        return (int) Math.min(length, (long) block * Chunks.SIZE);
    }

    /** The element after the last one that a rank owns. */
    public int end(int rank) {
        return from(rank + 1);
    }

    /** How many elements a rank owns. */
    public int size(int rank) {
        return end(rank) - from(rank);
    }
}
