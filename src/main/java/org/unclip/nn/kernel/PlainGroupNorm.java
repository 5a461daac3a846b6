package org.unclip.nn.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.unclip.nn.Frame;

/**
 * {@link GroupNorm} in plain ND4J operations: any backend, float and double. All arrays here are
 * {@code [B, positions, groups, channels a group]}, smaller ones broadcast.
 */
final class PlainGroupNorm {

    private final GroupNorm norm;
    private final Frame frame;
    private final INDArray statistics;
    private final long[] shape;

    PlainGroupNorm(GroupNorm norm, Frame frame, INDArray statistics) {
        this.norm = norm;
        this.frame = frame;
        this.statistics = statistics;
        INDArray x = frame.input(0);
        long batch = x.size(0);
        long width = norm.channels() / norm.groups();
        shape = new long[] {batch, x.length() / batch / norm.channels(), norm.groups(), width};
    }

    void forward(INDArray x, INDArray y) {
        INDArray grouped = x.reshape('c', shape);
        INDArray mean = grouped.mean(true, 1, 3);
        INDArray centred = grouped.sub(mean);
        INDArray reciprocal =
                Transforms.pow(Transforms.pow(centred, 2).mean(true, 1, 3).addi(GroupNorm.EPSILON), -0.5);
        statistic(0).assign(mean.reshape(shape[0], shape[2]));
        statistic(1).assign(reciprocal.reshape(shape[0], shape[2]));
        INDArray u = modulate(centred.mul(reciprocal));
        INDArray result = norm.silu() ? u.mul(Transforms.sigmoid(u)) : u;
        y.assign(result.reshape('c', y.shape()));
    }

    void backward(INDArray gradient, INDArray dx, INDArray dFilm) {
        INDArray reciprocal = statistic(1).reshape(shape[0], 1, shape[2], 1);
        INDArray normalised = frame.input(0)
                .reshape('c', shape)
                .sub(statistic(0).reshape(shape[0], 1, shape[2], 1))
                .mul(reciprocal);
        INDArray du = gradient.reshape('c', shape).dup('c');
        if (norm.silu()) {
            du.muli(Swish.derivative(modulate(normalised), 1));
        }
        INDArray sums = du.sum(true, 1);
        INDArray moments = du.mul(normalised).sum(true, 1);
        INDArray onePlusScale = scale().add(1);
        write(frame.parameterGradient(0), moments.mul(onePlusScale).sum(0));
        write(frame.parameterGradient(1), sums.mul(onePlusScale).sum(0));
        if (dFilm != null) {
            part(dFilm, 0).assign(flat(moments.mul(gain()).add(sums.mul(bias()))));
            part(dFilm, 1).assign(flat(sums));
        }
        INDArray weighted = du.mul(gain().mul(onePlusScale));
        INDArray slope = weighted.mul(normalised).mean(true, 1, 3);
        INDArray result = weighted.sub(weighted.mean(true, 1, 3)).subi(normalised.mul(slope));
        dx.assign(result.mul(reciprocal).reshape('c', dx.shape()));
    }

    private INDArray modulate(INDArray normalised) {
        INDArray affine = normalised.mul(gain()).add(bias());
        return norm.film() ? affine.mul(scale().add(1)).add(grouped(part(frame.input(1), 1))) : affine;
    }

    private INDArray scale() {
        return norm.film()
                ? grouped(part(frame.input(1), 0))
                : Nd4j.zeros(statistics.dataType(), shape[0], 1, shape[2], shape[3]);
    }

    private INDArray gain() {
        return frame.parameter(0).reshape('c', 1, 1, shape[2], shape[3]);
    }

    private INDArray bias() {
        return frame.parameter(1).reshape('c', 1, 1, shape[2], shape[3]);
    }

    private INDArray statistic(int index) {
        return statistics.get(NDArrayIndex.all(), NDArrayIndex.point(index), NDArrayIndex.all());
    }

    /** The scales or the shifts: {@code [B, C]} of {@code [B, 2C]}. */
    private INDArray part(INDArray film, int index) {
        long from = (long) index * norm.channels();
        return film.get(NDArrayIndex.all(), NDArrayIndex.interval(from, from + norm.channels()));
    }

    private INDArray grouped(INDArray perChannel) {
        return perChannel.dup('c').reshape('c', shape[0], 1, shape[2], shape[3]);
    }

    private INDArray flat(INDArray perGroup) {
        return perGroup.reshape('c', shape[0], norm.channels());
    }

    private static void write(INDArray target, INDArray value) {
        target.assign(value.reshape('c', target.shape()));
    }
}
