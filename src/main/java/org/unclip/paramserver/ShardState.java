package org.unclip.paramserver;

/**
 * A slice of the training state: everything that its owner alone holds, 16 bytes a parameter.
 *
 * <p>The arrays are the state itself, not copies: {@link ShardOptimizer} writes them, and whoever reads them must not
 * do so during an update.
 *
 * @param from where the slice begins in the model's flat vector, a multiple of {@link Chunks#SIZE}
 * @param parameters the parameters being trained
 * @param firstMoment running mean of the gradient (Adam's m)
 * @param secondMoment running mean of the squared gradient (Adam's v)
 * @param ema moving average of the parameters
 */
public record ShardState(long from, float[] parameters, float[] firstMoment, float[] secondMoment, float[] ema) {
    /** Throws {@link IllegalArgumentException} for arrays of unequal lengths or a slice that splits a block. */
    public ShardState {
        if (from < 0 || parameters.length > 0 && from % Chunks.SIZE != 0) {
            throw new IllegalArgumentException("a slice begins at a multiple of " + Chunks.SIZE + ", not at " + from);
        }
        if (firstMoment.length != parameters.length
                || secondMoment.length != parameters.length
                || ema.length != parameters.length) {
            throw new IllegalArgumentException("parameters, moments and ema must be of one length");
        }
    }

    /** The state before the first step: moments of zero, and an average that is the parameters. */
    public static ShardState initial(long from, float[] parameters) {
        int size = parameters.length;
        return new ShardState(from, parameters.clone(), new float[size], new float[size], parameters.clone());
    }

    /** Parameters in this slice. */
    public int size() {
        return parameters.length;
    }
}
