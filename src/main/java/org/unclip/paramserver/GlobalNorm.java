package org.unclip.paramserver;

/**
 * The Euclidean norm of a gradient whose slices several ranks may own, and clipping by it.
 *
 * <p>Squares are summed in double precision over fixed blocks of the whole vector ({@link Chunks#SIZE} elements, so
 * slices begin at multiples of that), and the blocks' sums from left to right. Owners exchange their blocks' sums;
 * everyone then has the same bits, whoever owned what.
 */
public final class GlobalNorm {
    private GlobalNorm() {}

    /** Sums of squares of the vector's blocks, in order; finite exactly if every element is. */
    public static double[] blockSums(float[] values, Chunks chunks) {
        return blockSums(values, 0, values.length, chunks);
    }

    /** The same of the {@code length} elements of an array from {@code first} on. */
    public static double[] blockSums(float[] values, int first, int length, Chunks chunks) {
        double[] sums = new double[Chunks.count(length)];
        chunks.forEach(length, (chunk, from, to) -> sums[chunk] = sumOfSquares(values, first + from, first + to));
        return sums;
    }

    /** The norm of the vector with these blocks. */
    public static double of(double[] blockSums) {
        double total = 0;
        for (double sum : blockSums) {
            total += sum;
        }
        return Math.sqrt(total);
    }

    /** What a gradient of this norm is multiplied by so that its norm is at most {@code maxNorm}. */
    public static double clipFactor(double norm, double maxNorm) {
        return norm > maxNorm ? maxNorm / norm : 1.0;
    }

    private static double sumOfSquares(float[] values, int from, int to) {
        double sum0 = 0; // four chains of additions, as one alone would wait for itself
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        int i = from;
        for (; i < to - 3; i += 4) {
            sum0 += (double) values[i] * values[i];
            sum1 += (double) values[i + 1] * values[i + 1];
            sum2 += (double) values[i + 2] * values[i + 2];
            sum3 += (double) values[i + 3] * values[i + 3];
        }
        for (; i < to; i++) {
            sum0 += (double) values[i] * values[i];
        }
        return (sum0 + sum1) + (sum2 + sum3);
    }
}
