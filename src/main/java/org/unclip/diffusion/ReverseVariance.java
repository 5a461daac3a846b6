package org.unclip.diffusion;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/** The variance of a step of {@code p(x_{t−1} | x_t)}: between {@code β̃_t}, the least it can be, and {@code β_t}. */
public enum ReverseVariance {
    /** {@code β̃_t}: right for data of a single point. */
    POSTERIOR,
    /** {@code β_t}: right for data of unit variance. */
    BETA,
    /**
     * Between the two for each value, as the model says in a second half of its channels, {@code o} in about [-1, 1]:
     * {@code exp(v log β_t + (1−v) log β̃_t)} with {@code v = (o + 1) / 2} (Nichol and Dhariwal 2021, eq. 15).
     */
    LEARNED_RANGE;

    /** The part of a model's output that is its {@link Prediction}; a view. */
    public INDArray meanChannels(INDArray output) {
        return this == LEARNED_RANGE ? half(output, 0) : output;
    }

    /** Standard normal noise scaled to this variance, in place; {@code t} is at least 1. */
    INDArray scale(INDArray noise, INDArray output, NoiseSchedule schedule, int t) {
        return switch (this) {
            case POSTERIOR -> noise.muli(Math.sqrt(schedule.posteriorVariance(t)));
            case BETA -> noise.muli(Math.sqrt(schedule.beta(t)));
            case LEARNED_RANGE -> noise.muli(learnedDeviation(half(output, 1), schedule, t));
        };
    }

    private static INDArray learnedDeviation(INDArray o, NoiseSchedule schedule, int t) {
        double largest = StrictMath.log(schedule.beta(t));
        double least = StrictMath.log(schedule.posteriorVariance(t));
        INDArray logVariance = o.add(1.0).muli(0.5 * (largest - least)).addi(least);
        return Transforms.exp(logVariance.muli(0.5), false);
    }

    private static INDArray half(INDArray output, int which) {
        int axis = output.rank() - 1;
        long channels = output.size(axis) / 2;
        INDArrayIndex[] index = new INDArrayIndex[output.rank()];
        Arrays.fill(index, NDArrayIndex.all());
        index[axis] = NDArrayIndex.interval(which * channels, (which + 1) * channels);
        return output.get(index);
    }
}
