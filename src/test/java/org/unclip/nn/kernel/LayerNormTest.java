package org.unclip.nn.kernel;

import static org.unclip.nn.kernel.KernelCheck.shape;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;

final class LayerNormTest {

    static Stream<KernelCheck> cases() {
        return Stream.of(
                KernelCheck.of(new LayerNorm(8), shape(2, 3, 8)),
                KernelCheck.of(new LayerNorm(24), shape(3, 24)),
                KernelCheck.of(new LayerNorm(5), shape(2, 2, 2, 5)),
                KernelCheck.of(new LayerNorm(6), shape(1, 6)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void gradientAndFloatsAgree(KernelCheck check) {
        check.passes();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void outputIsEachRowNormalisedAndScaled(KernelCheck check) {
        int channels = (int) check.input(0).size(-1);
        double[] x = KernelCheck.values(check.input(0));
        double[] expected = new double[x.length];
        for (int row = 0; row < x.length; row += channels) {
            double[] values = Arrays.copyOfRange(x, row, row + channels);
            double mean = Arrays.stream(values).average().orElseThrow();
            double variance = Arrays.stream(values)
                    .map(v -> (v - mean) * (v - mean))
                    .average()
                    .orElseThrow();
            for (int c = 0; c < channels; c++) {
                double normalised = (values[c] - mean) / Math.sqrt(variance + 1e-5);
                expected[row + c] = normalised * check.parameter(0).getDouble(c)
                        + check.parameter(1).getDouble(c);
            }
        }

        KernelCheck.assertClose(expected, check.output(DataType.DOUBLE), 1e-12, "output");
    }
}
