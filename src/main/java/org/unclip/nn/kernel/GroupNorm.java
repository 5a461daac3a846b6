package org.unclip.nn.kernel;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.unclip.nn.Frame;
import org.unclip.nn.Init;
import org.unclip.nn.Kernel;
import org.unclip.nn.Parameter;

/**
 * Group normalisation with affine, optionally modulated by a scale and a shift a channel and followed by SiLU, in one
 * pass: {@code y = silu(norm(x · gain + bias) · (1 + scale) + shift)}, {@code [B, …, C] → [B, …, C]}.
 *
 * <p>Inputs: {@code x}; with {@code film} also {@code [B, 2C]}, the scales and then the shifts. Wu and He 2018; Dhariwal
 * and Nichol 2021, "adaptive group normalization". Mean and variance are taken over all positions and the channels of a
 * group.
 *
 * @param channels C
 * @param groups divides C
 * @param film whether the second input is there
 * @param silu whether SiLU follows
 */
public record GroupNorm(int channels, int groups, boolean film, boolean silu) implements Kernel {

    static final double EPSILON = 1e-5;

    /** Slot of the means and reciprocal deviations, {@code [B, 2, groups]}. */
    private static final int STATISTICS = 0;

    public GroupNorm {
        if (channels % groups != 0) {
            throw new IllegalArgumentException(channels + " channels do not divide into " + groups + " groups");
        }
    }

    /** Normalisation alone, with the usual groups. */
    public static GroupNorm plain(int channels) {
        return new GroupNorm(channels, usualGroups(channels), false, false);
    }

    /** Followed by SiLU. */
    public static GroupNorm silu(int channels) {
        return new GroupNorm(channels, usualGroups(channels), false, true);
    }

    /** Modulated by a second input and followed by SiLU. */
    public static GroupNorm modulated(int channels) {
        return new GroupNorm(channels, usualGroups(channels), true, true);
    }

    /** At most 32, dividing the channels into groups of at least four. */
    private static int usualGroups(int channels) {
        int groups = Math.min(32, Math.max(1, channels / 4));
        while (channels % groups != 0) {
            groups--;
        }
        return groups;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.vector("gain", Init.ones(), channels), Parameter.vector("bias", Init.zeros(), channels));
    }

    @Override
    public INDArray forward(Frame frame) {
        INDArray x = frame.input(0);
        INDArray y = frame.output(x.shape());
        INDArray statistics = frame.keep(STATISTICS, x.size(0), 2, groups);
        if (Backend.fuses(x)) {
            new FusedGroupNorm(this, frame, statistics).forward(x, y);
        } else {
            new PlainGroupNorm(this, frame, statistics).forward(x, y);
        }
        return y;
    }

    @Override
    public INDArray[] backward(Frame frame, INDArray gradient) {
        INDArray dx = frame.inputGradient(0);
        INDArray dFilm = film ? frame.inputGradient(1) : null;
        INDArray statistics = frame.kept(STATISTICS);
        if (Backend.fuses(dx)) {
            new FusedGroupNorm(this, frame, statistics).backward(gradient, dx, dFilm);
        } else {
            new PlainGroupNorm(this, frame, statistics).backward(gradient, dx, dFilm);
        }
        return film ? new INDArray[] {dx, dFilm} : new INDArray[] {dx};
    }
}
