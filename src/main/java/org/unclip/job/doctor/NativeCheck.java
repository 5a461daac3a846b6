package org.unclip.job.doctor;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * ND4J's native backend: loads, and multiplies matrices right.
 *
 * @param product of {@code [[1, 2], [3, 4]]} with itself, by rows
 * @param instructions the processor's vector instructions
 */
record NativeCheck(Supplier<float[]> product, Supplier<String> instructions) implements Check {
    private static final float[] EXPECTED = {7, 10, 15, 22};

    static NativeCheck ofThisProcess() {
        return new NativeCheck(NativeCheck::multiply, InstructionSet.ofThisMachine()::words);
    }

    private static float[] multiply() {
        INDArray matrix = Nd4j.createFromArray(new float[][] {{1, 2}, {3, 4}});
        return matrix.mmul(matrix).dup('c').data().asFloat();
    }

    @Override
    public String name() {
        return "ND4J";
    }

    @Override
    public List<Finding> findings() {
        float[] found;
        try {
            found = product.get();
        } catch (LinkageError | RuntimeException unloaded) {
            return List.of(
                    Finding.fail(
                            name(),
                            "the native backend does not load: " + root(unloaded),
                            "Use Linux, macOS or Windows on x86-64 or ARM 64, and the libraries as Maven or the archive has them."));
        }
        if (!Arrays.equals(found, EXPECTED)) {
            return List.of(Finding.fail(
                    name(),
                    "multiplies wrongly: %s instead of %s".formatted(Arrays.toString(found), Arrays.toString(EXPECTED)),
                    "Do not train on this machine, and look at its memory and processor."));
        }
        String words = instructions.get();
        String backend = Nd4j.getBackend().getClass().getSimpleName() + ", " + words;
        return List.of(
                words.equals(InstructionSet.AVX512) || words.equals(InstructionSet.UNKNOWN)
                        ? Finding.ok(name(), backend)
                        : Finding.warn(
                                name(),
                                backend,
                                "Nothing must be done; with AVX-512 products of large matrices are about twice as fast, and embeddings have the same bits in any batch."));
    }

    private static String root(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause);
    }
}
