package org.unclip.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class SymmetricEigenTest {
    private static final double EQUAL = 1e-12;

    @Test
    void valuesAscendAndVectorsAreTheColumns() {
        double[][] matrix = {{2, 1, 0}, {1, 2, 0}, {0, 0, 5}}; // eigenvalues 1, 3 and 5
        INDArray given = Nd4j.createFromArray(matrix);

        SymmetricEigen eigen = SymmetricEigen.of(given);

        assertArrayEquals(new double[] {1, 3, 5}, eigen.values(), EQUAL);
        assertEquals(Nd4j.createFromArray(matrix), given, "the matrix is left as it was");
        for (int i = 0; i < 3; i++) {
            INDArray vector = eigen.vectors().getColumn(i).dup();
            assertEquals(1, vector.norm2Number().doubleValue(), EQUAL);
            INDArray image = given.mmul(vector.reshape(3, 1)).reshape(3);
            assertArrayEquals(vector.mul(eigen.values()[i]).toDoubleVector(), image.toDoubleVector(), EQUAL);
        }
    }
}
