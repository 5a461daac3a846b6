package org.unclip.prior;

/**
 * Mean and variance of each dimension over a stream of embeddings.
 *
 * <p>Welford 1962, in double. The result depends on the order in its last bits: feed training embeddings in the order of
 * their shards. One thread at a time.
 */
public final class EmbeddingStatistics {
    private static final double LEAST_DEVIATION = 1e-6; // of a dimension that never varies

    private final double[] mean;
    private final double[] squares;
    private long count;

    /** Of embeddings with that many dimensions. */
    public EmbeddingStatistics(int dimensions) {
        this.mean = new double[dimensions];
        this.squares = new double[dimensions];
    }

    /** Takes one more embedding {@code [D]} into account. */
    public void add(float[] embedding) {
        count++;
        for (int i = 0; i < mean.length; i++) {
            double before = embedding[i] - mean[i];
            mean[i] += before / count;
            squares[i] += before * (embedding[i] - mean[i]);
        }
    }

    /**
     * The scaling that the configuration names.
     *
     * @throws IllegalStateException if it needs statistics and fewer than two embeddings were added
     */
    public EmbeddingScaling scaling(EmbeddingScale scale) {
        return scale == EmbeddingScale.SQRT_DIM ? EmbeddingScaling.sqrtDim(mean.length) : whitening();
    }

    private EmbeddingScaling whitening() {
        if (count < 2) {
            throw new IllegalStateException("whitening needs at least two embeddings, got " + count);
        }
        float[] means = new float[mean.length];
        float[] deviations = new float[mean.length];
        for (int i = 0; i < means.length; i++) {
            means[i] = (float) mean[i];
            deviations[i] = (float) Math.max(Math.sqrt(squares[i] / count), LEAST_DEVIATION);
        }
        return new EmbeddingScaling(means, deviations);
    }
}
