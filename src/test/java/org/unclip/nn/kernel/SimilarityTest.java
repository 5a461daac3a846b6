package org.unclip.nn.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.unclip.nn.kernel.KernelCheck.shape;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** {@link L2Normalize} and {@link ScaledSimilarity}. */
final class SimilarityTest {

    static Stream<KernelCheck> cases() {
        return Stream.of(
                KernelCheck.of(new L2Normalize(), shape(3, 8)),
                KernelCheck.of(new L2Normalize(), shape(2, 5)),
                KernelCheck.of(new ScaledSimilarity(100), shape(3, 8), shape(3, 8)),
                KernelCheck.of(new ScaledSimilarity(100), shape(2, 5), shape(2, 5)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void gradientAndFloatsAgree(KernelCheck check) {
        check.passes();
    }

    @Test
    void normalisedVectorsHaveLengthOneAndTheirDirection() {
        INDArray y = KernelCheck.on(new L2Normalize(), Samples.array(new double[] {3, 4, 0, -5}, 2, 2))
                .output(DataType.DOUBLE);

        KernelCheck.assertClose(new double[] {0.6, 0.8, 0, -1}, y, 1e-12, "unit vectors");
    }

    @Test
    void zeroVectorStaysFinite() {
        INDArray y = KernelCheck.on(new L2Normalize(), Samples.array(new double[4], 1, 4))
                .output(DataType.FLOAT);

        KernelCheck.assertClose(new double[4], y, 0, "zero");
    }

    @Test
    void similarityIsTheScaledInnerProductOfPictureAndText() {
        INDArray image = Samples.array(new double[] {1, 0, 0, 1}, 2, 2);
        INDArray text = Samples.array(new double[] {2, 3, 5, 7}, 2, 2);
        ArrayFrame frame = new ArrayFrame(
                DataType.DOUBLE,
                new ScaledSimilarity(100),
                List.of(image, text),
                List.of(Samples.array(new double[] {Math.log(10)}, 1)));

        INDArray logits = new ScaledSimilarity(100).forward(frame);

        KernelCheck.assertClose(new double[] {20, 50, 30, 70}, logits, 1e-12, "logits");
    }

    @Test
    void scaleStartsAtTheInverseOfClipsTemperature() {
        float[] start = new float[1];
        new ScaledSimilarity(100).parameters().get(0).init().fill(start, 0, 1, null);

        assertEquals(1 / 0.07, Math.exp(start[0]), 1e-4);
    }

    @Test
    void clampedScaleIsTheLargest() {
        INDArray unit = Samples.array(new double[] {1}, 1, 1);
        ArrayFrame frame = new ArrayFrame(
                DataType.FLOAT,
                new ScaledSimilarity(100),
                List.of(unit, unit),
                List.of(Samples.array(new double[] {20}, 1)));

        assertEquals(100, new ScaledSimilarity(100).forward(frame).getDouble(0), 0);
    }

    @Test
    void clampedScaleLearnsOnlyDownwards() {
        assertEquals(100, slopeAtClamp(1), 0);
        assertEquals(0, slopeAtClamp(-1), 0);
    }

    /** Gradient of the logarithm of a scale above the clamp, by the gradient of the one logit. */
    private static double slopeAtClamp(double gradient) {
        INDArray unit = Samples.array(new double[] {1}, 1, 1);
        ArrayFrame frame = new ArrayFrame(
                DataType.DOUBLE,
                new ScaledSimilarity(100),
                List.of(unit, unit),
                List.of(Samples.array(new double[] {20}, 1)));
        new ScaledSimilarity(100).forward(frame);
        new ScaledSimilarity(100).backward(frame, Samples.array(new double[] {gradient}, 1, 1));
        return frame.parameterGradient(0).getDouble(0);
    }
}
