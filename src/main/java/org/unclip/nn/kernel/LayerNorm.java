package org.unclip.nn.kernel;

import java.nio.ByteBuffer;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.unclip.nn.Frame;
import org.unclip.nn.Init;
import org.unclip.nn.Kernel;
import org.unclip.nn.Parameter;

/**
 * Layer normalisation over the last axis with affine, {@code [B, …, C] → [B, …, C]} (Ba et al. 2016).
 *
 * @param channels C
 */
public record LayerNorm(int channels) implements Kernel {

    private static final double EPSILON = 1e-5;

    /** Slot of the means and reciprocal deviations, {@code [rows, 2]}. */
    private static final int STATISTICS = 0;

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.vector("gain", Init.ones(), channels), Parameter.vector("bias", Init.zeros(), channels));
    }

    @Override
    public INDArray forward(Frame frame) {
        INDArray x = frame.input(0);
        INDArray y = frame.output(x.shape());
        INDArray statistics = frame.keep(STATISTICS, x.length() / channels, 2);
        if (Backend.fuses(x)) {
            fusedForward(frame, Memory.of(y), Memory.of(statistics));
        } else {
            INDArray normalised = normalise(Rows.of(x));
            Rows.of(y).assign(normalised.muliRowVector(frame.parameter(0)).addiRowVector(frame.parameter(1)));
        }
        return y;
    }

    @Override
    public INDArray[] backward(Frame frame, INDArray gradient) {
        INDArray dx = frame.inputGradient(0);
        if (Backend.fuses(dx)) {
            fusedBackward(frame, gradient, Memory.of(dx));
        } else {
            INDArray x = Rows.of(frame.input(0));
            INDArray dy = Rows.of(gradient);
            INDArray normalised = normalise(x);
            frame.parameterGradient(0).assign(dy.mul(normalised).sum(0));
            frame.parameterGradient(1).assign(dy.sum(0));
            INDArray weighted = dy.mulRowVector(frame.parameter(0));
            INDArray slope = weighted.mul(normalised).mean(true, 1);
            INDArray inner = weighted.subColumnVector(weighted.mean(true, 1));
            inner.subi(normalised.mulColumnVector(slope));
            Rows.of(dx).assign(inner.muliColumnVector(reciprocalDeviation(x)));
        }
        return new INDArray[] {dx};
    }

    private static INDArray normalise(INDArray rows) {
        return rows.subColumnVector(rows.mean(true, 1)).muliColumnVector(reciprocalDeviation(rows));
    }

    private static INDArray reciprocalDeviation(INDArray rows) {
        INDArray centred = rows.subColumnVector(rows.mean(true, 1));
        return Transforms.pow(centred.muli(centred).mean(true, 1).addi(EPSILON), -0.5);
    }

    private void fusedForward(Frame frame, ByteBuffer y, ByteBuffer statistics) {
        ByteBuffer x = Memory.of(frame.input(0));
        ByteBuffer gain = Memory.of(frame.parameter(0));
        ByteBuffer bias = Memory.of(frame.parameter(1));
        int stride = channels * Float.BYTES;
        for (int row = 0, slot = 0; row < x.capacity(); row += stride, slot += 2 * Float.BYTES) {
            float mean = mean(x, row, stride);
            float reciprocal = (float) (1 / Math.sqrt(variance(x, row, stride, mean) + EPSILON));
            statistics.putFloat(slot, mean).putFloat(slot + Float.BYTES, reciprocal);
            for (int c = 0; c < stride; c += Lanes.BYTES) {
                FloatVector normalised = Lanes.load(x, row + c).sub(mean).mul(reciprocal);
                Lanes.store(normalised.fma(Lanes.load(gain, c), Lanes.load(bias, c)), y, row + c);
            }
        }
    }

    private float mean(ByteBuffer x, int row, int stride) {
        FloatVector sums = Lanes.broadcast(0f);
        for (int at = row; at < row + stride; at += Lanes.BYTES) {
            sums = sums.add(Lanes.load(x, at));
        }
        return Lanes.sum(sums) / channels;
    }

    private float variance(ByteBuffer x, int row, int stride, float mean) {
        FloatVector sums = Lanes.broadcast(0f);
        for (int at = row; at < row + stride; at += Lanes.BYTES) {
            FloatVector d = Lanes.load(x, at).sub(mean);
            sums = d.fma(d, sums);
        }
        return Lanes.sum(sums) / channels;
    }

    private void fusedBackward(Frame frame, INDArray gradient, ByteBuffer dx) {
        ByteBuffer x = Memory.of(frame.input(0));
        ByteBuffer dy = Memory.of(gradient);
        ByteBuffer gain = Memory.of(frame.parameter(0));
        ByteBuffer statistics = Memory.of(frame.kept(STATISTICS));
        float[] dGain = new float[channels];
        float[] dBias = new float[channels];
        int stride = channels * Float.BYTES;
        for (int row = 0, slot = 0; row < x.capacity(); row += stride, slot += 2 * Float.BYTES) {
            float mean = statistics.getFloat(slot);
            float reciprocal = statistics.getFloat(slot + Float.BYTES);
            FloatVector sums = Lanes.broadcast(0f);
            FloatVector moments = Lanes.broadcast(0f);
            for (int c = 0, channel = 0; c < stride; c += Lanes.BYTES, channel += Lanes.COUNT) {
                FloatVector normalised = Lanes.load(x, row + c).sub(mean).mul(reciprocal);
                FloatVector d = Lanes.load(dy, row + c);
                Lanes.accumulate(dBias, channel, d);
                d.fma(normalised, Lanes.load(dGain, channel)).intoArray(dGain, channel);
                FloatVector weighted = d.mul(Lanes.load(gain, c));
                Lanes.store(weighted, dx, row + c);
                sums = sums.add(weighted);
                moments = weighted.fma(normalised, moments);
            }
            float constant = Lanes.sum(sums) / channels;
            float slope = Lanes.sum(moments) / channels;
            for (int c = 0; c < stride; c += Lanes.BYTES) {
                FloatVector normalised = Lanes.load(x, row + c).sub(mean).mul(reciprocal);
                FloatVector inner = Lanes.load(dx, row + c).sub(constant).sub(normalised.mul(slope));
                Lanes.store(inner.mul(reciprocal), dx, row + c);
            }
        }
        Memory.of(frame.parameterGradient(0)).asFloatBuffer().put(dGain);
        Memory.of(frame.parameterGradient(1)).asFloatBuffer().put(dBias);
    }
}
