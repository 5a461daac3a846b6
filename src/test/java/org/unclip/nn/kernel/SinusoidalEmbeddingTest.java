package org.unclip.nn.kernel;

import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

final class SinusoidalEmbeddingTest {

    @ParameterizedTest
    @EnumSource(names = {"FLOAT", "DOUBLE"})
    void rowIsTheCosinesAndThenTheSines(DataType dataType) {
        double[] timesteps = {0, 1, 2, 500, 999};
        double[] expected = new double[timesteps.length * 8];
        for (int b = 0; b < timesteps.length; b++) {
            for (int i = 0; i < 4; i++) {
                double angle = timesteps[b] / Math.pow(10_000, i / 4.0);
                expected[8 * b + i] = Math.cos(angle);
                expected[8 * b + 4 + i] = Math.sin(angle);
            }
        }
        INDArray t = Samples.array(timesteps, timesteps.length, 1);

        INDArray embedding = KernelCheck.on(SinusoidalEmbedding.of(8), t).output(dataType);

        KernelCheck.assertClose(expected, embedding, dataType == DataType.FLOAT ? 1e-4 : 1e-12, "embedding");
    }

    @Test
    void timestepsHaveNoGradient() {
        INDArray t = Samples.array(new double[] {3, 4}, 2, 1);

        KernelCheck.on(SinusoidalEmbedding.of(6), t).constant(0).passes();
    }

    @Test
    void widthMustBeEven() {
        assertThrows(IllegalArgumentException.class, () -> SinusoidalEmbedding.of(5));
    }
}
