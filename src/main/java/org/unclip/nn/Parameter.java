package org.unclip.nn;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Objects;

/**
 * One named array of a model's flat parameter vector.
 *
 * @param name unique in its kernel; in a layout, prefixed with the vertex: {@code down0.conv1.weight}
 * @param shape c-order extents
 * @param init how it starts
 * @param decay whether weight decay applies: matrices and convolutions yes, vectors and norms no
 */
public record Parameter(String name, long[] shape, Init init, boolean decay) implements Serializable {

    public Parameter {
        shape = shape.clone();
    }

    /** A matrix or convolution weight: decays. */
    public static Parameter weight(String name, Init init, long... shape) {
        return new Parameter(name, shape, init, true);
    }

    /** A bias, gain, position or other parameter that never decays. */
    public static Parameter vector(String name, Init init, long... shape) {
        return new Parameter(name, shape, init, false);
    }

    @Override
    public long[] shape() {
        return shape.clone();
    }

    /** Number of values. */
    public long length() {
        return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }

    Parameter within(String vertex) {
        return new Parameter(vertex + "." + name, shape, init, decay);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Parameter p
                && name.equals(p.name)
                && Arrays.equals(shape, p.shape)
                && init.equals(p.init)
                && decay == p.decay;
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, Arrays.hashCode(shape), init, decay);
    }
}
