package org.unclip.paramserver;

import java.util.ArrayList;
import java.util.List;

/**
 * The fixed binary tree in which the gradients of a step's micro-batches are added.
 *
 * <p>Its leaves are the micro-batches {@code 0 .. microBatches-1}; a node adds its two halves. Floating-point addition
 * is commutative but not associative, so a sum is the same bit for bit exactly if it is added along this tree. A rank
 * that computed a contiguous range of micro-batches can add up the subtrees that lie wholly inside its range and hand
 * over only their roots: the maximal aligned power-of-two runs of its range. That is one partial sum for each rank
 * where the number of ranks is a power of two, and at most two each for three ranks.
 *
 * @param microBatches leaves of the tree, a power of two
 */
public record ReductionTree(int microBatches) {
    /** A node of the tree: the sum of micro-batches {@code [first, first + size)}. */
    public record Node(int first, int size) {
        /** The micro-batch after the node's last one. */
        public int end() {
            return first + size;
        }

        boolean isLeftSiblingOf(Node other) {
            return size == other.size && end() == other.first && first % (2 * size) == 0;
        }
    }

    /** Throws {@link IllegalArgumentException} unless the number of micro-batches is a power of two. */
    public ReductionTree {
        if (Integer.bitCount(microBatches) != 1 || microBatches < 1) {
            throw new IllegalArgumentException("microBatches must be a power of two, got " + microBatches);
        }
    }

    /** The node that is the whole step. */
    public Node root() {
        return new Node(0, microBatches);
    }

    /** The first micro-batch of a worker when they are dealt out contiguously and as evenly as can be. */
    public int firstOf(int worker, int workers) {
        return (int) ((long) worker * microBatches / workers);
    }

    /** The fewest nodes that together are the micro-batches {@code [from, to)}, from left to right. */
    public List<Node> cover(int from, int to) {
        if (from < 0 || to > microBatches || from > to) {
            throw new IllegalArgumentException(
                    "[%d, %d) is not a range of %d micro-batches".formatted(from, to, microBatches));
        }
        List<Node> nodes = new ArrayList<>();
        for (int first = from; first < to; first = nodes.get(nodes.size() - 1).end()) {
            int aligned = first == 0 ? microBatches : Integer.lowestOneBit(first);
            nodes.add(new Node(first, Math.min(aligned, Integer.highestOneBit(to - first))));
        }
        return nodes;
    }
}
