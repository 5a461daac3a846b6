package org.unclip.nn.kernel;

import static org.unclip.nn.kernel.KernelCheck.shape;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

final class Conv2dTest {

    record Case(Conv2d conv, long[] picture) {
        KernelCheck check() {
            return KernelCheck.of(conv, picture);
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case(Conv2d.of(3, 5, 1), shape(2, 3, 4, 3)),
                new Case(Conv2d.of(2, 3, 3), shape(2, 4, 5, 2)),
                new Case(Conv2d.of(8, 8, 3), shape(1, 3, 3, 8)),
                new Case(Conv2d.of(2, 2, 5), shape(1, 4, 4, 2)),
                new Case(Conv2d.strided(2, 3, 3, 2), shape(2, 4, 6, 2)),
                new Case(Conv2d.strided(2, 3, 3, 2), shape(1, 5, 7, 2)),
                new Case(Conv2d.strided(2, 3, 1, 2), shape(1, 5, 4, 2)),
                new Case(Conv2d.zero(3, 2, 3), shape(1, 1, 2, 3)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void gradientAndFloatsAgree(Case each) {
        each.check().passes();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void outputIsTheZeroPaddedCorrelation(Case each) {
        KernelCheck check = each.check();
        INDArray y = check.output(DataType.DOUBLE);
        double[] expected = new double[(int) y.length()];
        for (int i = 0; i < expected.length; i++) {
            int o = i % each.conv.out();
            int pixel = i / each.conv.out();
            int column = pixel % (int) y.size(2);
            int row = pixel / (int) y.size(2) % (int) y.size(1);
            int b = i / (int) (y.length() / y.size(0));
            expected[i] = correlation(each.conv, check, new int[] {b, row, column}, o);
        }

        KernelCheck.assertClose(expected, y, 1e-12, "output");
    }

    private static double correlation(Conv2d conv, KernelCheck check, int[] at, int o) {
        INDArray x = check.input(0);
        double sum = check.parameter(1).getDouble(o);
        for (int i = 0; i < conv.size() * conv.size(); i++) {
            int row = at[1] * conv.stride() + i / conv.size() - (conv.size() - 1) / 2;
            int column = at[2] * conv.stride() + i % conv.size() - (conv.size() - 1) / 2;
            if (row < 0 || row >= x.size(1) || column < 0 || column >= x.size(2)) {
                continue;
            }
            for (int c = 0; c < conv.in(); c++) {
                double weight = check.parameter(0).getDouble(o, c, i / conv.size(), i % conv.size());
                sum += weight * x.getDouble(at[0], row, column, c);
            }
        }
        return sum;
    }
}
