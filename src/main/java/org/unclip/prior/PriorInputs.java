package org.unclip.prior;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The text a prior is told, B captions, as inputs of {@link PriorNetwork}.
 *
 * @param textEmbedding {@code [B, D]}, scaled, zero where dropped
 * @param textTokens {@code [B, N, W]}, zero where dropped
 * @param dropped {@code [B, 1]}, 1 where dropped
 */
record PriorInputs(INDArray textEmbedding, INDArray textTokens, INDArray dropped) {
    /** The text embeddings are scaled; what is dropped is not read. */
    static PriorInputs of(float[][] textEmbeddings, float[][] textEncodings, boolean[] drop, PriorShape shape) {
        int batch = drop.length;
        float[] embeddings = new float[batch * shape.embedding()];
        float[] tokens = new float[batch * shape.textTokens() * shape.textWidth()];
        float[] flags = new float[batch];
        for (int b = 0; b < batch; b++) {
            if (drop[b]) {
                flags[b] = 1;
                continue;
            }
            int length = tokens.length / batch;
            System.arraycopy(textEncodings[b], 0, tokens, b * length, length);
            System.arraycopy(textEmbeddings[b], 0, embeddings, b * shape.embedding(), shape.embedding());
        }
        return new PriorInputs(
                array(embeddings, batch, shape.embedding()),
                array(tokens, batch, shape.textTokens(), shape.textWidth()),
                array(flags, batch, 1));
    }

    /** As many captions, all dropped. */
    static PriorInputs none(int batch, PriorShape shape) {
        boolean[] drop = new boolean[batch];
        Arrays.fill(drop, true);
        return of(new float[batch][], new float[batch][], drop, shape);
    }

    /** All inputs of the network for noised embeddings {@code [B, D]} and their timesteps. */
    INDArray[] with(INDArray xT, float[] timesteps) {
        return new INDArray[] {xT, array(timesteps, timesteps.length, 1), textEmbedding, textTokens, dropped};
    }

    static INDArray array(float[] values, long... shape) {
        return Nd4j.create(values, shape, 'c');
    }
}
