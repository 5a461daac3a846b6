package org.unclip.nn.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.unclip.nn.Frame;
import org.unclip.nn.Kernel;

/**
 * Multi-head scaled dot-product attention over already projected tokens (Vaswani et al. 2017).
 *
 * <p>Self-attention: one input {@code qkv [B, …, 3C]}, queries, keys and values side by side; pictures count as tokens
 * in row order. With a second input {@code kv [B, M, 2C]}, the context: self-attention reads its M tokens before its
 * own (as GLIDE's U-Net does), cross-attention reads them alone and takes {@code q [B, …, C]} first. Output
 * {@code [B, …, C]}.
 *
 * @param heads divides C
 * @param causal whether query i sees only keys up to i; without context
 * @param self whether the first input holds keys and values too
 */
public record Attention(int heads, boolean causal, boolean self) implements Kernel {

    private static final int QUERIES = 0;
    private static final int KEYS = 1;
    private static final int VALUES = 2;
    private static final int WEIGHTS = 3;

    /** Every token sees every token. */
    public static Attention self(int heads) {
        return new Attention(heads, false, true);
    }

    /** A token sees itself and those before it. */
    public static Attention causal(int heads) {
        return new Attention(heads, true, true);
    }

    /** The tokens of one input see those of another. */
    public static Attention cross(int heads) {
        return new Attention(heads, false, false);
    }

    @Override
    public INDArray forward(Frame frame) {
        Heads shape = shape(frame);
        INDArray q = frame.keep(QUERIES, shape.batchHeads(), shape.queries(), shape.width());
        INDArray k = frame.keep(KEYS, shape.batchHeads(), shape.keys(), shape.width());
        INDArray v = frame.keep(VALUES, shape.batchHeads(), shape.keys(), shape.width());
        split(frame, shape, q, k, v);
        INDArray weights = frame.keep(WEIGHTS, shape.batchHeads(), shape.queries(), shape.keys());
        NativeOp.matmul(q, false, k, true, weights);
        Softmax.forward(weights, 1 / Math.sqrt(shape.width()), causal);
        INDArray mixed = frame.scratch(shape.batchHeads(), shape.queries(), shape.width());
        NativeOp.matmul(weights, false, v, false, mixed);
        long[] result = frame.input(0).shape().clone();
        result[result.length - 1] = shape.channels();
        INDArray y = frame.output(result);
        shape.merge(mixed, y, new Heads.Part(1, 0), 0);
        return y;
    }

    @Override
    public INDArray[] backward(Frame frame, INDArray gradient) {
        Heads shape = shape(frame);
        INDArray q = frame.kept(QUERIES);
        INDArray k = frame.kept(KEYS);
        INDArray v = frame.kept(VALUES);
        INDArray weights = frame.kept(WEIGHTS);
        INDArray dMixed = frame.scratch(q.shape());
        shape.split(gradient, new Heads.Part(1, 0), dMixed, 0);
        INDArray dv = frame.scratch(v.shape());
        NativeOp.matmul(weights, true, dMixed, false, dv);
        INDArray dScores = frame.scratch(weights.shape());
        NativeOp.matmul(dMixed, false, v, true, dScores);
        Softmax.backward(weights, dScores, 1 / Math.sqrt(shape.width()));
        INDArray dq = frame.scratch(q.shape());
        NativeOp.matmul(dScores, false, k, false, dq);
        INDArray dk = frame.scratch(k.shape());
        NativeOp.matmul(dScores, true, q, false, dk);
        return merge(frame, shape, dq, dk, dv);
    }

    private Heads shape(Frame frame) {
        INDArray x = frame.input(0);
        int channels = (int) x.size(-1) / (self ? 3 : 1);
        int queries = (int) (x.length() / x.size(0) / x.size(-1));
        int context = frame.numInputs() > 1 ? (int) frame.input(1).size(1) : 0;
        return new Heads((int) x.size(0), heads, channels, queries, context + (self ? queries : 0));
    }

    private void split(Frame frame, Heads shape, INDArray q, INDArray k, INDArray v) {
        int parts = self ? 3 : 1;
        shape.split(frame.input(0), new Heads.Part(parts, 0), q, 0);
        int context = self ? shape.keys() - shape.queries() : shape.keys();
        if (context > 0) {
            shape.split(frame.input(1), new Heads.Part(2, 0), k, 0);
            shape.split(frame.input(1), new Heads.Part(2, 1), v, 0);
        }
        if (self) {
            shape.split(frame.input(0), new Heads.Part(3, 1), k, context);
            shape.split(frame.input(0), new Heads.Part(3, 2), v, context);
        }
    }

    private INDArray[] merge(Frame frame, Heads shape, INDArray dq, INDArray dk, INDArray dv) {
        INDArray[] gradients = new INDArray[frame.numInputs()];
        gradients[0] = frame.inputGradient(0);
        shape.merge(dq, gradients[0], new Heads.Part(self ? 3 : 1, 0), 0);
        int context = self ? shape.keys() - shape.queries() : shape.keys();
        if (context > 0) {
            gradients[1] = frame.inputGradient(1);
            shape.merge(dk, gradients[1], new Heads.Part(2, 0), 0);
            shape.merge(dv, gradients[1], new Heads.Part(2, 1), 0);
        }
        if (self) {
            shape.merge(dk, gradients[0], new Heads.Part(3, 1), context);
            shape.merge(dv, gradients[0], new Heads.Part(3, 2), context);
        }
        return gradients;
    }
}
