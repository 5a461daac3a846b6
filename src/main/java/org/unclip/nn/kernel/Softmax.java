package org.unclip.nn.kernel;

import java.nio.FloatBuffer;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Scaled, optionally causal softmax over the keys of attention scores {@code [batch, queries, keys]}, in place. */
final class Softmax {

    private static final double HIDDEN = -1e9;

    private Softmax() {}

    /** {@code softmax(scale · scores)}; causal: row i keeps its first i + 1 keys, the rest become zero. */
    static void forward(INDArray scores, double scale, boolean causal) {
        if (scores.dataType() == DataType.FLOAT && Backend.isCpu()) {
            fused(scores, (float) scale, causal);
            return;
        }
        scores.muli(scale);
        if (causal) {
            scores.addi(causalMask(scores));
        }
        INDArray exponentials = Transforms.exp(scores.sub(scores.max(true, 2)));
        scores.assign(exponentials.div(exponentials.sum(true, 2)));
    }

    /** Turns the gradient of the weights into that of the unscaled scores: {@code scale · w (dw − Σ dw w)}. */
    static void backward(INDArray weights, INDArray gradient, double scale) {
        if (weights.dataType() == DataType.FLOAT && Backend.isCpu()) {
            fusedBackward(weights, gradient, (float) scale);
            return;
        }
        INDArray dot = gradient.mul(weights).sum(true, 2);
        gradient.assign(gradient.sub(dot).muli(weights).muli(scale));
    }

    private static INDArray causalMask(INDArray scores) {
        INDArray mask = Nd4j.zeros(scores.dataType(), 1, scores.size(1), scores.size(2));
        for (long i = 0; i < scores.size(1); i++) {
            for (long j = i + 1; j < scores.size(2); j++) {
                mask.putScalar(0, i, j, HIDDEN);
            }
        }
        return mask;
    }

    private static void fused(INDArray scores, float scale, boolean causal) {
        int keys = (int) scores.size(2);
        int queries = (int) scores.size(1);
        FloatBuffer memory = Memory.of(scores).asFloatBuffer();
        float[] row = new float[padded(keys)];
        for (int r = 0, rows = (int) scores.size(0) * queries; r < rows; r++) {
            int visible = causal ? r % queries + 1 : keys;
            memory.get(r * keys, row, 0, visible);
            Arrays.fill(row, visible, row.length, Float.NEGATIVE_INFINITY);
            normalise(row, visible, scale);
            memory.put(r * keys, row, 0, keys);
        }
    }

    private static void normalise(float[] row, int visible, float scale) {
        FloatVector largest = Lanes.load(row, 0);
        for (int i = Lanes.COUNT; i < visible; i += Lanes.COUNT) {
            largest = largest.max(Lanes.load(row, i));
        }
        FloatVector shift = Lanes.broadcast(-scale * largest.reduceLanes(VectorOperators.MAX));
        for (int i = 0; i < visible; i += Lanes.COUNT) {
            Lanes.exp(Lanes.load(row, i).fma(Lanes.broadcast(scale), shift)).intoArray(row, i);
        }
        Arrays.fill(row, visible, row.length, 0f);
        FloatVector sums = Lanes.broadcast(0f);
        for (int i = 0; i < visible; i += Lanes.COUNT) {
            sums = sums.add(Lanes.load(row, i));
        }
        float reciprocal = 1 / Lanes.sum(sums);
        for (int i = 0; i < visible; i += Lanes.COUNT) {
            Lanes.load(row, i).mul(reciprocal).intoArray(row, i);
        }
    }

    private static void fusedBackward(INDArray weights, INDArray gradient, float scale) {
        int keys = (int) weights.size(2);
        FloatBuffer inWeights = Memory.of(weights).asFloatBuffer();
        FloatBuffer inGradient = Memory.of(gradient).asFloatBuffer();
        float[] w = new float[padded(keys)];
        float[] dw = new float[padded(keys)];
        for (int at = 0, end = inWeights.capacity(); at < end; at += keys) {
            inWeights.get(at, w, 0, keys);
            inGradient.get(at, dw, 0, keys);
            FloatVector products = Lanes.broadcast(0f);
            for (int i = 0; i < w.length; i += Lanes.COUNT) {
                products = Lanes.load(w, i).fma(Lanes.load(dw, i), products);
            }
            float dot = Lanes.sum(products);
            for (int i = 0; i < w.length; i += Lanes.COUNT) {
                FloatVector difference = Lanes.load(dw, i).sub(dot);
                difference.mul(Lanes.load(w, i).mul(scale)).intoArray(dw, i);
            }
            inGradient.put(at, dw, 0, keys);
        }
    }

    private static int padded(int length) {
        return (length + Lanes.COUNT - 1) / Lanes.COUNT * Lanes.COUNT;
    }
}
