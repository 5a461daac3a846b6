package org.unclip.nn;

import java.io.Serializable;
import java.util.Arrays;
import org.nd4j.shade.jackson.annotation.JsonTypeInfo;
import org.unclip.random.KeyedRandom;

/** How a parameter starts: a constant, or values drawn from a distribution. */
@JsonTypeInfo(use = JsonTypeInfo.Id.CLASS, property = "@class") // in Deeplearning4j's model files
public sealed interface Init extends Serializable {

    /** Fills {@code length} values of {@code target} from {@code offset}. */
    void fill(float[] target, int offset, int length, KeyedRandom random);

    /** All 0. */
    static Init zeros() {
        return new Constant(0f);
    }

    /** All 1. */
    static Init ones() {
        return new Constant(1f);
    }

    /** All alike. */
    static Init constant(double value) {
        return new Constant((float) value);
    }

    /** Normal about 0. */
    static Init normal(double standardDeviation) {
        return new Normal(standardDeviation);
    }

    /** Uniform in {@code ±1/√fanIn}: the usual start of a linear or convolution layer (He et al. 2015, a = √5). */
    static Init fanIn(long fanIn) {
        return new Uniform(1.0 / Math.sqrt(fanIn));
    }

    /** One value everywhere. */
    record Constant(float value) implements Init {
        @Override
        public void fill(float[] target, int offset, int length, KeyedRandom random) {
            Arrays.fill(target, offset, offset + length, value);
        }
    }

    /** Normal about 0 with that deviation. */
    record Normal(double standardDeviation) implements Init {
        @Override
        public void fill(float[] target, int offset, int length, KeyedRandom random) {
            for (int i = offset; i < offset + length; i++) {
                target[i] = (float) (standardDeviation * random.nextGaussian());
            }
        }
    }

    /** Uniform in {@code ±bound}. */
    record Uniform(double bound) implements Init {
        @Override
        public void fill(float[] target, int offset, int length, KeyedRandom random) {
            for (int i = offset; i < offset + length; i++) {
                target[i] = (float) (bound * (2 * random.nextDouble() - 1));
            }
        }
    }
}
