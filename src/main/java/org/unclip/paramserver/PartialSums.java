package org.unclip.paramserver;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.unclip.paramserver.ReductionTree.Node;

/**
 * Adds vectors along a {@link ReductionTree} as they come, from left to right.
 *
 * <p>Two siblings are added as soon as both are there, into the left one's array. So what is held is always the
 * {@link ReductionTree#cover} of what was added, and a worker that adds n micro-batches holds at most
 * {@code log2(n) + 1} vectors. A worker adds the leaves of its range into arrays from {@link #buffer}; the owner of a
 * slice adds the workers' parts, in order, into their arrays, until the root is there. For one thread at a time.
 */
public final class PartialSums {
    /**
     * A node of the tree and the sum of its micro-batches, which lies in an array from an index on; the array is the
     * sum's own, not a copy.
     */
    public record Part(Node node, float[] sum, int from) {}

    private final int length;
    private final Chunks chunks;
    private final List<Part> parts = new ArrayList<>();
    private final List<float[]> allocated = new ArrayList<>();
    private final Deque<float[]> free = new ArrayDeque<>();

    /** Sums of vectors of this length, added on the threads of {@code chunks}. */
    public PartialSums(int length, Chunks chunks) {
        this.length = length;
        this.chunks = chunks;
    }

    /** An array for the next vector to add; it holds anything, and is reused after {@link #clear}. */
    public float[] buffer() {
        if (free.isEmpty()) {
            allocated.add(new float[length]);
            return allocated.get(allocated.size() - 1);
        }
        return free.pop();
    }

    /**
     * Adds the vector of the next node to the right, and takes that stretch of its array over.
     *
     * @throws IllegalStateException if the node does not begin where the one before ended
     */
    public void add(Part next) {
        if (!parts.isEmpty() && last().node().end() != next.node().first()) {
            throw new IllegalStateException("%s does not follow %s".formatted(next.node(), last().node()));
        }
        Part right = next;
        while (!parts.isEmpty() && last().node().isLeftSiblingOf(right.node())) {
            right = merge(parts.remove(parts.size() - 1), right);
        }
        parts.add(right);
    }

    /** What was added so far: the roots of the largest complete subtrees, from left to right. */
    public List<Part> parts() {
        return List.copyOf(parts);
    }

    /**
     * The sum of all micro-batches of a tree.
     *
     * @throws IllegalStateException if a micro-batch is missing
     */
    public Part total(ReductionTree tree) {
        if (parts.size() != 1 || !last().node().equals(tree.root())) {
            throw new IllegalStateException("sums of %s are not the whole of %s"
                    .formatted(parts.stream().map(Part::node).toList(), tree));
        }
        return last();
    }

    /** Forgets the sums, so that the next step can begin; their arrays are used again. */
    public void clear() {
        parts.clear();
        free.clear();
        free.addAll(allocated);
    }

    private static void add(float[] sum, int sumFrom, float[] addend, int addendFrom, int from, int to) {
        for (int i = from; i < to; i++) {
            sum[sumFrom + i] += addend[addendFrom + i];
        }
    }

    private Part last() {
        return parts.get(parts.size() - 1);
    }

    private Part merge(Part left, Part right) {
        float[] sum = left.sum();
        float[] addend = right.sum();
        chunks.forEach(length, (chunk, from, to) -> add(sum, left.from(), addend, right.from(), from, to));
        if (allocated.contains(addend)) {
            free.push(addend);
        }
        return new Part(new Node(left.node().first(), 2 * left.node().size()), sum, left.from());
    }
}
