package org.unclip.evaluation;

import java.io.Serializable;
import org.unclip.random.KeyedRandom;

/**
 * The Poisson bootstrap: a replicate draws each group of rows a Poisson(1) number of times, which depends on the seed,
 * the replicate and the group alone. So every executor knows the counts of the rows it holds, and two sets that share a
 * group draw it together.
 *
 * <p>Hanley and MacGibbon 2006, "Creating non-parametric bootstrap samples using Poisson frequencies".
 *
 * @param seed of the draws
 * @param replicates at least 20, below which 95 % intervals mean nothing; 200 and more are usual
 */
public record Resampling(long seed, int replicates) implements Serializable {
    private static final double EXP_MINUS_ONE = 0.36787944117144233;

    public Resampling {
        if (replicates < 20) {
            throw new IllegalArgumentException("replicates must be at least 20, got " + replicates);
        }
    }

    /** How often a replicate draws a group; replicate 0 is the sample itself, which has each once. */
    int weight(int replicate, long group) {
        return replicate == 0
                ? 1
                : poisson(KeyedRandom.of(seed, "bootstrap", replicate, group).nextDouble());
    }

    /** The weights of all replicates, {@code [rows][replicates + 1]}, the sample itself first. */
    double[][] weights(EmbeddingBlock block) {
        double[][] weights = new double[block.rows()][replicates + 1];
        for (int row = 0; row < weights.length; row++) {
            for (int r = 0; r <= replicates; r++) {
                weights[row][r] = weight(r, block.group(row));
            }
        }
        return weights;
    }

    /** The inverse of the Poisson(1) distribution function. */
    private static int poisson(double uniform) {
        int count = 0;
        double probability = EXP_MINUS_ONE;
        double below = probability;
        while (uniform >= below && count < 20) { // P(more than 20) is below 2^-53
            count++;
            probability /= count;
            below += probability;
        }
        return count;
    }
}
