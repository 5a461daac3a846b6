package org.unclip.evaluation;

import java.util.List;

/**
 * Measures over lists of embeddings {@code [n][D]} of unit length, entry {@code i} of one list belonging to entry
 * {@code i} of the other.
 */
public final class Embeddings {

    private Embeddings() {}

    /**
     * Share of the queries whose partner is among the {@code k} most similar candidates, ties counting against it:
     * recall@k. Chance is {@code k / n}. It can't tell a wrong candidate from one that fits as well as the partner.
     */
    public static double recallAt(int k, float[][] queries, float[][] candidates) {
        int found = 0;
        for (int i = 0; i < queries.length; i++) {
            double partner = dot(queries[i], candidates[i]);
            int ahead = 0;
            for (int j = 0; j < candidates.length; j++) {
                if (j != i && dot(queries[i], candidates[j]) >= partner) {
                    ahead++;
                }
            }
            found += ahead < k ? 1 : 0;
        }
        return (double) found / queries.length;
    }

    /** Mean cosine of partners. */
    public static double meanCosine(float[][] a, float[][] b) {
        return meanCosine(a, b, 0);
    }

    /**
     * Mean cosine of entries that do not belong together, each with the next but {@code n / 2}: what {@link #meanCosine}
     * must be compared with, as embeddings of one data set are alike to begin with.
     */
    public static double meanCosineShuffled(float[][] a, float[][] b) {
        return meanCosine(a, b, Math.max(1, a.length / 2));
    }

    private static double meanCosine(float[][] a, float[][] b, int shift) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += dot(a[i], b[(i + shift) % b.length]);
        }
        return sum / a.length;
    }

    /** Cosine of two vectors of any length but 0. */
    public static double cosine(float[] a, float[] b) {
        return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
    }

    /** Cosines of each vector to each of others, {@code [vectors][others]}; of any length but 0. */
    public static double[][] cosines(List<float[]> vectors, List<float[]> others) {
        return vectors.stream()
                .map(vector -> others.stream()
                        .mapToDouble(other -> cosine(vector, other))
                        .toArray())
                .toArray(double[][]::new);
    }

    /** As {@link BlockCosines} adds up, to the last bit: so a partner ties with itself. */
    static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
