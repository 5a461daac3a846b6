package org.unclip.nn.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.unclip.nn.kernel.KernelCheck.shape;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.unclip.nn.Init;

/** {@link Swish}, {@link Add}, {@link LearnedPosition} and {@link MeanTokens}. */
final class ElementwiseTest {

    static Stream<KernelCheck> cases() {
        return Stream.of(
                KernelCheck.of(Swish.silu(), shape(2, 3, 8)),
                KernelCheck.of(Swish.silu(), shape(3, 5)),
                KernelCheck.of(Swish.quickGelu(), shape(2, 2, 2, 16)),
                KernelCheck.of(Swish.quickGelu(), shape(2, 7)),
                KernelCheck.of(new Add(), shape(2, 3, 8), shape(2, 3, 8)),
                KernelCheck.of(new Add(), shape(2, 5), shape(2, 5), shape(2, 5)),
                KernelCheck.of(new LearnedPosition(6, 8, Init.zeros()), shape(2, 2, 3, 8)),
                KernelCheck.of(new LearnedPosition(3, 5, Init.zeros()), shape(3, 3, 5)),
                KernelCheck.of(new MeanTokens(), shape(2, 3, 5)),
                KernelCheck.of(new MeanTokens(), shape(2, 2, 3, 8)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void gradientAndFloatsAgree(KernelCheck check) {
        check.passes();
    }

    @Test
    void swishIsTheInputTimesItsSigmoid() {
        KernelCheck check = KernelCheck.of(Swish.quickGelu(), shape(2, 8));
        double[] expected = Arrays.stream(KernelCheck.values(check.input(0)))
                .map(x -> x / (1 + Math.exp(-1.702f * x)))
                .toArray();

        KernelCheck.assertClose(expected, check.output(DataType.DOUBLE), 1e-12, "output");
    }

    @Test
    void swishSaturatesWithoutOverflow() {
        INDArray extremes = Samples.array(new double[] {-1e30, -1e4, -100, -0.0, 0, 100, 1e4, 1e30}, 1, 8);

        double[] y = KernelCheck.values(KernelCheck.on(Swish.silu(), extremes).output(DataType.FLOAT));

        assertEquals(0, y[2], 1e-30);
        assertEquals(0, y[3], 0);
        assertEquals(100, y[5], 0);
        assertEquals(1e4, y[6], 0);
        assertEquals(1e30f, y[7], 0);
    }

    @Test
    void positionsAreAddedToEveryExample() {
        KernelCheck check = KernelCheck.of(new LearnedPosition(3, 4, Init.zeros()), shape(2, 3, 4));
        double[] x = KernelCheck.values(check.input(0));
        double[] positions = KernelCheck.values(check.parameter(0));
        double[] expected = new double[x.length];
        Arrays.setAll(expected, i -> x[i] + positions[i % 12]);

        KernelCheck.assertClose(expected, check.output(DataType.DOUBLE), 1e-12, "output");
    }

    @Test
    void tokensAreAveragedOverAllPositions() {
        INDArray picture = Samples.array(new double[] {1, 10, 2, 20, 3, 30, 6, 60}, 1, 2, 2, 2);

        INDArray mean = KernelCheck.on(new MeanTokens(), picture).output(DataType.FLOAT);

        assertEquals(Samples.array(new double[] {3, 30}, 1, 2).castTo(DataType.FLOAT), mean);
    }
}
