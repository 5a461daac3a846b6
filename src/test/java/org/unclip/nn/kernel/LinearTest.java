package org.unclip.nn.kernel;

import static org.unclip.nn.kernel.KernelCheck.shape;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

final class LinearTest {

    static Stream<KernelCheck> cases() {
        return Stream.of(
                KernelCheck.of(Linear.of(3, 5), shape(4, 3)),
                KernelCheck.of(Linear.of(8, 16), shape(2, 3, 8)),
                KernelCheck.of(Linear.of(5, 8), shape(2, 3, 2, 5)),
                KernelCheck.of(Linear.withoutBias(3, 8), shape(1, 3)),
                KernelCheck.of(Linear.withoutBias(8, 1), shape(2, 3, 8)),
                KernelCheck.of(Linear.zero(4, 3), shape(3, 1, 4)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void gradientAndFloatsAgree(KernelCheck check) {
        check.passes();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void outputIsTheAffineMapOfEachRow(KernelCheck check) {
        INDArray x = Rows.of(check.input(0));
        INDArray weight = check.parameter(0);
        int out = (int) weight.size(0);
        double[] expected = new double[(int) x.size(0) * out];
        for (int i = 0; i < expected.length; i++) {
            for (int c = 0; c < x.size(1); c++) {
                expected[i] += x.getDouble(i / out, c) * weight.getDouble(i % out, c);
            }
            expected[i] += check.hasParameter(1) ? check.parameter(1).getDouble(i % out) : 0;
        }

        KernelCheck.assertClose(expected, check.output(DataType.DOUBLE), 1e-12, "output");
    }
}
