package org.unclip.nn.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.unclip.nn.kernel.KernelCheck.shape;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

final class GroupNormTest {

    record Case(GroupNorm norm, long[] input) {
        KernelCheck check() {
            long[] film = shape(input[0], 2L * norm.channels());
            return norm.film() ? KernelCheck.of(norm, input, film) : KernelCheck.of(norm, input);
        }
    }

    static Stream<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (boolean film : new boolean[] {false, true}) {
            for (boolean silu : new boolean[] {false, true}) {
                cases.add(new Case(new GroupNorm(8, 2, film, silu), shape(2, 3, 2, 8)));
                cases.add(new Case(new GroupNorm(24, 3, film, silu), shape(1, 4, 24)));
                cases.add(new Case(new GroupNorm(16, 16, film, silu), shape(2, 5, 16)));
                cases.add(new Case(new GroupNorm(6, 3, film, silu), shape(2, 2, 2, 6)));
                cases.add(new Case(new GroupNorm(5, 1, film, silu), shape(2, 3, 5)));
                cases.add(new Case(new GroupNorm(16, 4, film, silu), shape(3, 16)));
            }
        }
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void gradientAndFloatsAgree(Case each) {
        each.check().passes();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void outputIsNormalisedScaledShiftedAndActivated(Case each) {
        KernelCheck check = each.check();

        KernelCheck.assertClose(expected(each.norm, check), check.output(DataType.DOUBLE), 1e-10, "output");
    }

    private static double[] expected(GroupNorm norm, KernelCheck check) {
        int channels = norm.channels();
        int perExample = (int) (check.input(0).length() / check.input(0).size(0));
        double[] x = KernelCheck.values(check.input(0));
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            int c = i % channels;
            int b = i / perExample;
            double u = normalised(norm, x, i, perExample);
            u = u * check.parameter(0).getDouble(c) + check.parameter(1).getDouble(c);
            if (norm.film()) {
                INDArray film = check.input(1);
                u = u * (1 + film.getDouble(b, c)) + film.getDouble(b, channels + c);
            }
            y[i] = norm.silu() ? u / (1 + Math.exp(-u)) : u;
        }
        return y;
    }

    private static double normalised(GroupNorm norm, double[] x, int i, int perExample) {
        int width = norm.channels() / norm.groups();
        int first = i / perExample * perExample;
        double sum = 0;
        double squares = 0;
        int count = 0;
        for (int j = first; j < first + perExample; j++) {
            if (j % norm.channels() / width == i % norm.channels() / width) {
                sum += x[j];
                squares += x[j] * x[j];
                count++;
            }
        }
        double mean = sum / count;
        return (x[i] - mean) / Math.sqrt(squares / count - mean * mean + GroupNorm.EPSILON);
    }

    @Test
    void floatsKeepTheirPrecisionFarFromZero() {
        INDArray shifted = Samples.gaussian("x", 2, 4, 4, 8).addi(300);

        INDArray y = KernelCheck.on(new GroupNorm(8, 2, false, false), shifted).output(DataType.FLOAT);
        INDArray exact =
                KernelCheck.on(new GroupNorm(8, 2, false, false), shifted).output(DataType.DOUBLE);

        KernelCheck.assertClose(KernelCheck.values(exact), y, 1e-3, "output"); // x itself is rounded to 3e-5
    }

    @ParameterizedTest
    @CsvSource({"4, 1", "8, 2", "32, 8", "128, 32", "512, 32", "6, 1", "96, 24", "320, 32", "1, 1"})
    void groupsHaveFourChannelsAtLeastAndNumberAtMostThirtyTwo(int channels, int groups) {
        assertEquals(groups, GroupNorm.plain(channels).groups());
    }

    @Test
    void channelsMustDivideIntoGroups() {
        assertThrows(IllegalArgumentException.class, () -> new GroupNorm(8, 3, false, false));
    }
}
