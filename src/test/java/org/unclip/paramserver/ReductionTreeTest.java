package org.unclip.paramserver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.unclip.paramserver.PartialSums.Part;
import org.unclip.paramserver.ReductionTree.Node;
import org.unclip.random.KeyedRandom;

final class ReductionTreeTest {
    private static final int LENGTH = Chunks.SIZE + 7;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8})
    void sumHasTheSameBitsForAnyNumberOfRanks(int ranks) {
        ReductionTree tree = new ReductionTree(8);
        float[][] gradients = gradients(tree);
        PartialSums owner = new PartialSums(LENGTH, new Chunks(1));
        for (int rank = 0; rank < ranks; rank++) {
            workerParts(gradients, tree.firstOf(rank, ranks), tree.firstOf(rank + 1, ranks))
                    .forEach(owner::add);
        }

        assertArrayEquals(recursiveSum(gradients, 0, 8), owner.total(tree).sum());
    }

    @Test
    void sumHasTheSameBitsAfterTheArraysWereReused() {
        ReductionTree tree = new ReductionTree(4);
        PartialSums sums = new PartialSums(LENGTH, new Chunks(2));
        float[][] gradients = gradients(tree);
        for (int repetition = 0; repetition < 3; repetition++) {
            sums.clear();
            for (int m = 0; m < 4; m++) {
                float[] buffer = sums.buffer();
                System.arraycopy(gradients[m], 0, buffer, 0, LENGTH);
                sums.add(new Part(new Node(m, 1), buffer, 0));
            }
            assertArrayEquals(recursiveSum(gradients, 0, 4), sums.total(tree).sum());
        }
    }

    @Test
    void coverIsTheLargestAlignedRuns() {
        ReductionTree tree = new ReductionTree(8);

        assertEquals(List.of(new Node(0, 8)), tree.cover(0, 8));
        assertEquals(List.of(new Node(2, 2), new Node(4, 1)), tree.cover(2, 5));
        assertEquals(List.of(new Node(1, 1), new Node(2, 2), new Node(4, 2), new Node(6, 1)), tree.cover(1, 7));
        assertEquals(List.of(), tree.cover(3, 3));
    }

    @Test
    void ranksSendOnePartEachIfTheirNumberIsAPowerOfTwoAndAtMostTwoIfThree() {
        ReductionTree tree = new ReductionTree(8);

        assertEquals(1, mostPartsOfARank(tree, 2));
        assertEquals(1, mostPartsOfARank(tree, 4));
        assertEquals(2, mostPartsOfARank(tree, 3));
    }

    @Test
    void workerHoldsExactlyTheCoverOfItsRange() {
        ReductionTree tree = new ReductionTree(8);
        float[][] gradients = gradients(tree);
        for (int from = 0; from < 8; from++) {
            for (int to = from; to <= 8; to++) {
                List<Node> held = workerParts(gradients, from, to).stream()
                        .map(Part::node)
                        .toList();
                assertEquals(tree.cover(from, to), held);
            }
        }
    }

    @Test
    void gapsAndMissingMicroBatchesAreRefused() {
        PartialSums sums = new PartialSums(1, new Chunks(1));
        sums.add(new Part(new Node(0, 1), new float[1], 0));

        assertThrows(IllegalStateException.class, () -> sums.add(new Part(new Node(2, 1), new float[1], 0)));
        assertThrows(IllegalStateException.class, () -> sums.total(new ReductionTree(2)));
        assertThrows(IllegalArgumentException.class, () -> new ReductionTree(6));
    }

    private static int mostPartsOfARank(ReductionTree tree, int ranks) {
        return IntStream.range(0, ranks)
                .map(rank -> tree.cover(tree.firstOf(rank, ranks), tree.firstOf(rank + 1, ranks))
                        .size())
                .max()
                .orElseThrow();
    }

    private static List<Part> workerParts(float[][] gradients, int from, int to) {
        PartialSums worker = new PartialSums(LENGTH, new Chunks(1));
        for (int m = from; m < to; m++) {
            worker.add(new Part(new Node(m, 1), gradients[m].clone(), 0));
        }
        return worker.parts();
    }

    private static float[] recursiveSum(float[][] gradients, int from, int to) {
        if (to - from == 1) {
            return gradients[from].clone();
        }
        float[] left = recursiveSum(gradients, from, (from + to) / 2);
        float[] right = recursiveSum(gradients, (from + to) / 2, to);
        for (int i = 0; i < left.length; i++) {
            left[i] += right[i];
        }
        return left;
    }

    private static float[][] gradients(ReductionTree tree) {
        float[][] gradients = new float[tree.microBatches()][LENGTH];
        for (int m = 0; m < gradients.length; m++) {
            KeyedRandom.of(3, "gradient", m).fillGaussian(gradients[m]);
        }
        return gradients;
    }
}
