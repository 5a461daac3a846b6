package org.unclip.nn.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

final class SoftmaxTest {

    @ParameterizedTest
    @EnumSource(names = {"FLOAT", "DOUBLE"})
    void hiddenKeysWeighExactlyNothing(DataType dataType) {
        INDArray weights = Samples.gaussian("scores", 2, 9, 9).muli(30).castTo(dataType);

        Softmax.forward(weights, 0.5, true);

        for (int row = 0; row < 9; row++) {
            double sum = 0;
            for (int key = 0; key < 9; key++) {
                double weight = weights.getDouble(1, row, key);
                sum += weight;
                if (key > row) {
                    assertEquals(0, weight, 0);
                }
            }
            assertEquals(1, sum, 1e-6);
        }
        assertEquals(1, weights.getDouble(0, 0, 0), 1e-7);
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT", "DOUBLE"})
    void shiftOfAllScoresChangesNothing(DataType dataType) {
        INDArray scores = Samples.gaussian("scores", 1, 3, 5).castTo(dataType);
        INDArray shifted = scores.add(1000);

        Softmax.forward(scores, 1, false);
        Softmax.forward(shifted, 1, false);

        KernelCheck.assertClose(KernelCheck.values(scores), shifted, 1e-4, "weights");
    }
}
