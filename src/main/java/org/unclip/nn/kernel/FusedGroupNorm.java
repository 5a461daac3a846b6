package org.unclip.nn.kernel;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.unclip.nn.Frame;

/**
 * {@link GroupNorm} on the CPU in three passes forward (mean, variance, result) and two back.
 *
 * <p>An example's pictures fit the second-level cache, so passes after the first cost little; the exponential of the
 * sigmoid dominates. With {@code G = gain (1 + scale)}, {@code A = G / deviation} and {@code D} such that
 * {@code u = (x − mean) A + D}, the gradient is {@code dx = A du − (Σ G du + x̂ Σ G du x̂) / (n · deviation)}, sums over
 * the group. Sums run in the order of the positions, and over a group in double: the same bits every time.
 */
final class FusedGroupNorm {

    private final GroupNorm norm;
    private final int channels;
    private final int positions;
    private final int batch;
    private final FloatBuffer statistics;
    private final ByteBuffer x;
    private final float[] gain;
    private final float[] bias;
    private final float[] film;
    private final Frame frame;

    // Per channel, of the example at hand.
    private final float[] mean;
    private final float[] factor; // A
    private final float[] offset; // D

    FusedGroupNorm(GroupNorm norm, Frame frame, INDArray statistics) {
        INDArray input = frame.input(0);
        this.norm = norm;
        this.frame = frame;
        channels = norm.channels();
        batch = (int) input.size(0);
        positions = (int) (input.length() / batch / channels);
        this.statistics = Memory.of(statistics).asFloatBuffer();
        x = Memory.of(input);
        gain = floats(frame.parameter(0));
        bias = floats(frame.parameter(1));
        film = norm.film() ? floats(frame.input(1)) : new float[2 * channels * batch];
        mean = new float[channels];
        factor = new float[channels];
        offset = new float[channels];
    }

    void forward(INDArray input, INDArray output) {
        ByteBuffer y = Memory.of(output);
        for (int b = 0; b < batch; b++) {
            measure(b);
            prepare(b);
            int start = b * positions * channels * Float.BYTES;
            if (norm.silu()) {
                activate(y, start);
            } else {
                scale(y, start);
            }
        }
    }

    private void measure(int b) {
        int start = b * positions * channels * Float.BYTES;
        float[] sums = new float[channels];
        int at = start;
        for (int p = 0; p < positions; p++) {
            for (int c = 0; c < channels; c += Lanes.COUNT, at += Lanes.BYTES) {
                Lanes.accumulate(sums, c, Lanes.load(x, at));
            }
        }
        int groups = norm.groups();
        for (int g = 0; g < groups; g++) {
            statistics.put(2 * b * groups + g, (float) (groupSum(sums, g) / groupLength()));
        }
        spread(2 * b * groups, mean);
        Arrays.fill(sums, 0f);
        at = start;
        for (int p = 0; p < positions; p++) {
            for (int c = 0; c < channels; c += Lanes.COUNT, at += Lanes.BYTES) {
                FloatVector d = Lanes.load(x, at).sub(Lanes.load(mean, c));
                d.fma(d, Lanes.load(sums, c)).intoArray(sums, c);
            }
        }
        for (int g = 0; g < groups; g++) {
            double variance = groupSum(sums, g) / groupLength();
            statistics.put((2 * b + 1) * groups + g, (float) (1 / Math.sqrt(variance + GroupNorm.EPSILON)));
        }
    }

    /** Sets mean, factor and offset of example b from its statistics. */
    private void prepare(int b) {
        spread(2 * b * norm.groups(), mean);
        spread((2 * b + 1) * norm.groups(), factor);
        int at = 2 * b * channels;
        for (int c = 0; c < channels; c++) {
            float scale = 1 + film[at + c];
            factor[c] *= gain[c] * scale;
            offset[c] = bias[c] * scale + film[at + channels + c];
        }
    }

    private void activate(ByteBuffer y, int start) {
        int at = start;
        for (int p = 0; p < positions; p++) {
            for (int c = 0; c < channels; c += Lanes.COUNT, at += Lanes.BYTES) {
                FloatVector u = affine(at, c);
                Lanes.store(u.mul(Lanes.sigmoid(u)), y, at);
            }
        }
    }

    private void scale(ByteBuffer y, int start) {
        int at = start;
        for (int p = 0; p < positions; p++) {
            for (int c = 0; c < channels; c += Lanes.COUNT, at += Lanes.BYTES) {
                Lanes.store(affine(at, c), y, at);
            }
        }
    }

    private FloatVector affine(int at, int c) {
        return Lanes.load(x, at).sub(Lanes.load(mean, c)).fma(Lanes.load(factor, c), Lanes.load(offset, c));
    }

    void backward(INDArray gradient, INDArray inputGradient, INDArray filmGradient) {
        ByteBuffer dy = Memory.of(gradient);
        ByteBuffer dx = Memory.of(inputGradient);
        float[] dGain = new float[channels];
        float[] dBias = new float[channels];
        float[] dFilm = new float[film.length];
        float[] sums = new float[channels]; // Σ du
        float[] moments = new float[channels]; // Σ du (x − mean)
        for (int b = 0; b < batch; b++) {
            prepare(b);
            Arrays.fill(sums, 0f);
            Arrays.fill(moments, 0f);
            int start = b * positions * channels * Float.BYTES;
            gradientBeforeActivation(dy, dx, start, sums, moments);
            parameterGradients(b, sums, moments, dGain, dBias, dFilm);
            gradientBeforeNorm(b, dx, sums, moments);
        }
        Memory.of(frame.parameterGradient(0)).asFloatBuffer().put(dGain);
        Memory.of(frame.parameterGradient(1)).asFloatBuffer().put(dBias);
        if (filmGradient != null) {
            Memory.of(filmGradient).asFloatBuffer().put(dFilm);
        }
    }

    /** Writes du to dx and its sums. */
    private void gradientBeforeActivation(ByteBuffer dy, ByteBuffer dx, int start, float[] sums, float[] moments) {
        int at = start;
        for (int p = 0; p < positions; p++) {
            for (int c = 0; c < channels; c += Lanes.COUNT, at += Lanes.BYTES) {
                FloatVector centred = Lanes.load(x, at).sub(Lanes.load(mean, c));
                FloatVector du = Lanes.load(dy, at);
                if (norm.silu()) {
                    FloatVector u = centred.fma(Lanes.load(factor, c), Lanes.load(offset, c));
                    du = du.mul(siluDerivative(u));
                }
                Lanes.store(du, dx, at);
                Lanes.accumulate(sums, c, du);
                du.fma(centred, Lanes.load(moments, c)).intoArray(moments, c);
            }
        }
    }

    private static FloatVector siluDerivative(FloatVector u) {
        FloatVector s = Lanes.sigmoid(u);
        return u.sub(u.mul(s)).fma(s, s);
    }

    private void parameterGradients(int b, float[] sums, float[] moments, float[] dGain, float[] dBias, float[] dFilm) {
        int at = 2 * b * channels;
        for (int c = 0; c < channels; c++) {
            float scale = 1 + film[at + c];
            float normalised = moments[c] * deviation(b, c);
            dGain[c] += normalised * scale;
            dBias[c] += sums[c] * scale;
            dFilm[at + c] = normalised * gain[c] + sums[c] * bias[c];
            dFilm[at + channels + c] = sums[c];
        }
    }

    private void gradientBeforeNorm(int b, ByteBuffer dx, float[] sums, float[] moments) {
        for (int c = 0; c < channels; c++) { // sums now weighted by A = G / deviation
            sums[c] *= factor[c];
            moments[c] *= factor[c];
        }
        float[] constant = new float[channels];
        float[] slope = new float[channels];
        for (int g = 0, width = channels / norm.groups(); g < norm.groups(); g++) {
            float r = deviation(b, g * width);
            float groupMean = (float) (-groupSum(sums, g) / groupLength());
            float groupSlope = (float) (-groupSum(moments, g) / groupLength()) * r * r;
            Arrays.fill(constant, g * width, (g + 1) * width, groupMean);
            Arrays.fill(slope, g * width, (g + 1) * width, groupSlope);
        }
        int at = b * positions * channels * Float.BYTES;
        for (int p = 0; p < positions; p++) {
            for (int c = 0; c < channels; c += Lanes.COUNT, at += Lanes.BYTES) {
                FloatVector centred = Lanes.load(x, at).sub(Lanes.load(mean, c));
                FloatVector rest = centred.fma(Lanes.load(slope, c), Lanes.load(constant, c));
                Lanes.store(Lanes.load(dx, at).fma(Lanes.load(factor, c), rest), dx, at);
            }
        }
    }

    /** Reciprocal standard deviation of the group of channel c. */
    private float deviation(int b, int c) {
        return statistics.get((2 * b + 1) * norm.groups() + c / (channels / norm.groups()));
    }

    private void spread(int firstStatistic, float[] target) {
        int width = channels / norm.groups();
        for (int c = 0; c < channels; c++) {
            target[c] = statistics.get(firstStatistic + c / width);
        }
    }

    private double groupSum(float[] perChannel, int group) {
        int width = channels / norm.groups();
        double total = 0;
        for (int c = group * width; c < (group + 1) * width; c++) {
            total += perChannel[c];
        }
        return total;
    }

    private double groupLength() {
        return (double) positions * channels / norm.groups();
    }

    private static float[] floats(INDArray array) {
        float[] values = new float[(int) array.length()];
        Memory.of(array).asFloatBuffer().get(values);
        return values;
    }
}
