package org.unclip.nn.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.unclip.nn.kernel.KernelCheck.shape;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.unclip.nn.Init;

/** {@link TokenEmbedding}, {@link LearnedToken} and {@link SelectToken}. */
final class TokensTest {

    private static final INDArray IDS = Samples.array(new double[] {4, 0, 2, 4, 4, 1}, 2, 3); // 3 is never read

    static Stream<KernelCheck> cases() {
        return Stream.of(
                KernelCheck.on(embedding(8), IDS).constant(0),
                KernelCheck.on(embedding(3), IDS).constant(0),
                KernelCheck.of(new LearnedToken(8, true, Init.zeros()), shape(2, 3, 8)),
                KernelCheck.of(new LearnedToken(5, false, Init.zeros()), shape(2, 3, 5)),
                KernelCheck.of(new LearnedToken(8, false, Init.zeros()), shape(1, 1, 8)),
                KernelCheck.of(SelectToken.first(), shape(2, 3, 8)),
                KernelCheck.of(SelectToken.last(), shape(2, 3, 5)),
                KernelCheck.on(SelectToken.last(), Samples.gaussian("x", 3, 4, 8), positions())
                        .constant(1));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void gradientAndFloatsAgree(KernelCheck check) {
        check.passes();
    }

    @Test
    void embeddingIsTheRowOfTheId() {
        KernelCheck check = KernelCheck.on(embedding(4), IDS).constant(0);

        INDArray y = check.output(DataType.DOUBLE);

        assertEquals(check.parameter(0).getRow(4), y.slice(0).getRow(0));
        assertEquals(check.parameter(0).getRow(2), y.slice(0).getRow(2));
        assertEquals(check.parameter(0).getRow(1), y.slice(1).getRow(2));
    }

    @Test
    void idOutsideTheVocabularyIsRejected() {
        KernelCheck check = KernelCheck.on(embedding(4), Samples.array(new double[] {5}, 1, 1));

        var error = assertThrows(IllegalStateException.class, () -> check.output(DataType.FLOAT));
        assertEquals("token id 5 outside a vocabulary of 5", error.getMessage());
    }

    @Test
    void learnedTokenStandsFirstOrLast() {
        KernelCheck first = KernelCheck.of(new LearnedToken(4, true, Init.zeros()), shape(2, 2, 4));
        KernelCheck last = KernelCheck.of(new LearnedToken(4, false, Init.zeros()), shape(2, 2, 4));

        for (int b = 0; b < 2; b++) {
            INDArray x = first.input(0).slice(b);
            INDArray before = first.output(DataType.DOUBLE).slice(b);
            INDArray behind = last.output(DataType.DOUBLE).slice(b);
            assertEquals(first.parameter(0), before.getRow(0));
            assertEquals(x.getRow(0), before.getRow(1));
            assertEquals(x.getRow(1), behind.getRow(1));
            assertEquals(last.parameter(0), behind.getRow(2));
        }
    }

    @Test
    void namedTokenIsSelectedInEachExample() {
        INDArray x = Samples.gaussian("x", 3, 4, 8);

        INDArray y = KernelCheck.on(SelectToken.first(), x, positions()).output(DataType.DOUBLE);

        assertEquals(x.slice(0).getRow(3), y.getRow(0));
        assertEquals(x.slice(1).getRow(0), y.getRow(1));
        assertEquals(x.slice(2).getRow(2), y.getRow(2));
    }

    private static INDArray positions() {
        return Samples.array(new double[] {3, 0, 2}, 3, 1);
    }

    private static TokenEmbedding embedding(int channels) {
        return new TokenEmbedding(5, channels, Init.zeros());
    }
}
