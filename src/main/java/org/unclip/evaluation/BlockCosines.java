package org.unclip.evaluation;

import java.util.Arrays;

/** Cosines of vectors to all rows of a block, in double; each is a sum over the dimensions in their order. */
final class BlockCosines {
    private final double[][] columns; // [D][rows]: the innermost loop runs over rows, side by side in memory
    private final double[] cosines;

    BlockCosines(EmbeddingBlock block) {
        columns = new double[block.dimension()][block.rows()];
        cosines = new double[block.rows()];
        for (int row = 0; row < cosines.length; row++) {
            float[] vector = block.vectors()[row];
            for (int d = 0; d < columns.length; d++) {
                columns[d][row] = vector[d];
            }
        }
    }

    /** The cosines to all rows, an array that the next call overwrites. */
    double[] to(float[] vector) {
        double[] sums = cosines;
        Arrays.fill(sums, 0);
        int d = 0;
        for (; d + 4 <= columns.length; d += 4) {
            addFour(vector, d);
        }
        for (; d < columns.length; d++) {
            double factor = vector[d];
            double[] column = columns[d];
            for (int row = 0; row < sums.length; row++) {
                sums[row] += factor * column[row];
            }
        }
        return sums;
    }

    /** Four dimensions at once, which saves reading and writing the sums; from left to right, as one by one. */
    private void addFour(float[] vector, int d) {
        double f0 = vector[d];
        double f1 = vector[d + 1];
        double f2 = vector[d + 2];
        double f3 = vector[d + 3];
        double[] c0 = columns[d];
        double[] c1 = columns[d + 1];
        double[] c2 = columns[d + 2];
        double[] c3 = columns[d + 3];
        double[] sums = cosines;
        for (int row = 0; row < sums.length; row++) {
            sums[row] = sums[row] + f0 * c0[row] + f1 * c1[row] + f2 * c2[row] + f3 * c3[row];
        }
    }
}
