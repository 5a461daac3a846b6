package org.unclip.nn.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.unclip.nn.kernel.KernelCheck.shape;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

final class AttentionTest {

    record Case(Attention attention, long[]... inputs) {
        KernelCheck check() {
            return KernelCheck.of(attention, inputs);
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case(Attention.self(2), shape(2, 3, 12)),
                new Case(Attention.self(1), shape(2, 9, 24)),
                new Case(Attention.self(2), shape(2, 2, 2, 48)), // a picture
                new Case(Attention.self(2), shape(2, 3, 12), shape(2, 2, 8)),
                new Case(Attention.self(2), shape(1, 2, 3, 24), shape(1, 5, 16)),
                new Case(Attention.cross(2), shape(2, 3, 4), shape(2, 5, 8)),
                new Case(Attention.cross(1), shape(1, 2, 2, 8), shape(1, 1, 16)),
                new Case(Attention.causal(1), shape(2, 5, 6)),
                new Case(Attention.causal(2), shape(1, 10, 48)),
                new Case(Attention.causal(2), shape(2, 1, 12)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void gradientAndFloatsAgree(Case each) {
        each.check().passes();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void outputIsTheSoftmaxWeightedMeanOfValues(Case each) {
        KernelCheck check = each.check();
        int channels = (int) each.inputs[0][each.inputs[0].length - 1] / (each.attention.self() ? 3 : 1);
        INDArray tokens = tokens(check.input(0));
        double[] expected = new double[(int) (tokens.size(0) * tokens.size(1)) * channels];
        for (int i = 0; i < expected.length; i++) {
            int query = i / channels % (int) tokens.size(1);
            int b = i / channels / (int) tokens.size(1);
            expected[i] = slow(each, check, new int[] {b, query, channels}, i % channels);
        }

        KernelCheck.assertClose(expected, check.output(DataType.DOUBLE), 1e-12, "output");
    }

    /** Channel c of one query's output. */
    private static double slow(Case each, KernelCheck check, int[] batchQueryChannels, int c) {
        int b = batchQueryChannels[0];
        int query = batchQueryChannels[1];
        int channels = batchQueryChannels[2];
        INDArray own = tokens(check.input(0));
        INDArray context = each.inputs.length > 1 ? check.input(1) : null;
        int contextKeys = context == null ? 0 : (int) context.size(1);
        int ownKeys = each.attention.self() ? (each.attention.causal() ? query + 1 : (int) own.size(1)) : 0;
        int width = channels / each.attention.heads();
        double total = 0;
        double mixed = 0;
        for (int k = 0; k < contextKeys + ownKeys; k++) {
            boolean fromContext = k < contextKeys;
            INDArray source = fromContext ? context : own;
            int at = fromContext ? k : k - contextKeys;
            int keys = fromContext ? 0 : channels;
            double score = 0;
            for (int d = c / width * width; d < (c / width + 1) * width; d++) {
                score += own.getDouble(b, query, d) * source.getDouble(b, at, keys + d);
            }
            double weight = Math.exp(score / Math.sqrt(width));
            total += weight;
            mixed += weight * source.getDouble(b, at, keys + channels + c);
        }
        return mixed / total;
    }

    private static INDArray tokens(INDArray x) {
        return x.reshape('c', x.size(0), x.length() / x.size(0) / x.size(-1), x.size(-1));
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT", "DOUBLE"})
    void laterTokenChangesNoBitOfAnEarlierOutput(DataType dataType) {
        INDArray tokens = Samples.gaussian("tokens", 2, 11, 24);
        INDArray changed = tokens.dup('c');
        for (int b = 0; b < 2; b++) {
            for (int c = 0; c < 24; c++) {
                changed.putScalar(b, 7, c, 50 - 3 * c);
            }
        }

        INDArray before = KernelCheck.on(Attention.causal(2), tokens).output(dataType);
        INDArray after = KernelCheck.on(Attention.causal(2), changed).output(dataType);

        for (int b = 0; b < 2; b++) {
            double[] expected = Arrays.copyOf(KernelCheck.values(before.slice(b)), 7 * 8);
            assertArrayEquals(expected, Arrays.copyOf(KernelCheck.values(after.slice(b)), 7 * 8));
        }
    }

    @Test
    void largeScoresDoNotOverflow() {
        INDArray tokens = Samples.gaussian("tokens", 1, 5, 24).muli(100);

        KernelCheck.on(Attention.self(1), tokens).agreesInFloat();
    }
}
