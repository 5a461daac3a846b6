package org.unclip.nn.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.unclip.nn.kernel.KernelCheck.shape;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.unclip.nn.Kernel;

/** Kernels that only move values: {@link Concat}, {@link Upsample}, {@link PixelUnshuffle} and {@link Reshape}. */
final class RearrangementTest {

    static Stream<KernelCheck> cases() {
        return Stream.of(
                KernelCheck.of(Concat.channels(), shape(2, 2, 3, 8), shape(2, 2, 3, 16)),
                KernelCheck.of(Concat.channels(), shape(2, 3), shape(2, 1), shape(2, 2)),
                KernelCheck.of(Concat.channels(), shape(2, 3, 5)),
                KernelCheck.of(Concat.tokens(), shape(2, 3, 4), shape(2, 1, 4), shape(2, 2, 4)),
                KernelCheck.of(Concat.tokens(), shape(1, 2, 8), shape(1, 3, 8)),
                KernelCheck.of(new Upsample(), shape(2, 2, 3, 8)),
                KernelCheck.of(new Upsample(), shape(2, 3, 1, 16)),
                KernelCheck.of(new Upsample(), shape(2, 3, 2, 3)),
                KernelCheck.of(PixelUnshuffle.by(2), shape(2, 4, 6, 3)),
                KernelCheck.of(PixelUnshuffle.by(3), shape(1, 3, 6, 8)),
                KernelCheck.of(PixelUnshuffle.shuffle(2), shape(2, 2, 3, 12)),
                KernelCheck.of(Reshape.to(6, 4), shape(2, 2, 3, 4)),
                KernelCheck.of(Reshape.to(2, 4), shape(3, 8)),
                KernelCheck.of(Reshape.to(8), shape(3, 2, 4)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void gradientAndFloatsAgree(KernelCheck check) {
        check.passes();
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT", "DOUBLE"})
    void channelsAreJoinedPixelByPixel(DataType dataType) {
        INDArray joined = output(Concat.channels(), dataType, counting(0, 1, 2, 1, 2), counting(10, 1, 2, 1, 1));

        assertEquals(expected(dataType, new double[] {0, 1, 10, 2, 3, 11}, 1, 2, 1, 3), joined);
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT", "DOUBLE"})
    void tokensAreJoinedExampleByExample(DataType dataType) {
        INDArray joined = output(Concat.tokens(), dataType, counting(0, 2, 2, 1), counting(10, 2, 1, 1));

        assertEquals(expected(dataType, new double[] {0, 1, 10, 2, 3, 11}, 2, 3, 1), joined);
    }

    @Test
    void upsampleRepeatsPixelsInBothDirections() {
        INDArray x = Samples.floats("x", 2, 3, 2, 8);

        INDArray y = output(new Upsample(), DataType.FLOAT, x);

        assertEquals(4, y.rank());
        for (long i = 0; i < y.length(); i++) {
            long c = i % 8;
            long column = i / 8 % 4;
            long row = i / 32 % 6;
            long b = i / 192;
            assertEquals(x.getDouble(b, row / 2, column / 2, c), y.getDouble(b, row, column, c), 0);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT", "DOUBLE"})
    void unshuffledChannelsAreOrderedRowColumnChannel(DataType dataType) {
        INDArray coarse = output(PixelUnshuffle.by(2), dataType, counting(0, 1, 2, 4, 2));

        double[] blocks = {0, 1, 2, 3, 8, 9, 10, 11, 4, 5, 6, 7, 12, 13, 14, 15};
        assertEquals(expected(dataType, blocks, 1, 1, 2, 8), coarse);
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT", "DOUBLE"})
    void shuffleUndoesUnshuffle(DataType dataType) {
        INDArray picture = Samples.gaussian("x", 2, 6, 4, 3).castTo(dataType);

        INDArray coarse = output(PixelUnshuffle.by(2), dataType, picture);

        assertEquals(picture, output(PixelUnshuffle.shuffle(2), dataType, coarse));
    }

    @Test
    void reshapeKeepsTheOrderOfValues() {
        INDArray y = output(Reshape.to(3, 2), DataType.FLOAT, counting(0, 2, 6));

        assertEquals(counting(0, 2, 3, 2).castTo(DataType.FLOAT), y);
    }

    private static INDArray output(Kernel kernel, DataType dataType, INDArray... inputs) {
        return KernelCheck.on(kernel, inputs).output(dataType);
    }

    private static INDArray counting(int from, long... shape) {
        int length = (int) Arrays.stream(shape).reduce(1, Math::multiplyExact);
        return Samples.array(
                IntStream.range(from, from + length).asDoubleStream().toArray(), shape);
    }

    private static INDArray expected(DataType dataType, double[] values, long... shape) {
        return Samples.array(values, shape).castTo(dataType);
    }
}
