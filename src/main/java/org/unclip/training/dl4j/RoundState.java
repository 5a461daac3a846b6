package org.unclip.training.dl4j;

import org.deeplearning4j.optimize.solvers.accumulation.encoding.ThresholdAlgorithm;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a round begins with and leaves to the next.
 *
 * @param parameters in the layout of the network
 * @param moments Adam's, the mean over the executors, as Deeplearning4j lays them out; {@code null} before the first round
 * @param threshold as it has adapted
 */
@SuppressWarnings("ArrayRecordComponent") // carries weights, is never compared
record RoundState(float[] parameters, INDArray moments, ThresholdAlgorithm threshold) {}
