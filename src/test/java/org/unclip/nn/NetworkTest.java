package org.unclip.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.unclip.nn.kernel.Conv2d;
import org.unclip.nn.kernel.Linear;
import org.unclip.nn.kernel.Samples;
import org.unclip.nn.kernel.Swish;

final class NetworkTest {

    private static final ModelGraph UNET = SampleGraphs.unet();
    private static final Minibatch BATCH = SampleGraphs.unetBatch("batch", 4, DataType.FLOAT);
    private static final long MEBIBYTE = 1 << 20;

    @Test
    void gradientHasTheSameBitsInEveryReplicaAndStep() {
        try (Network one = replica();
                Network other = replica()) {
            float[] first = gradient(one);

            assertArrayEquals(first, gradient(other));
            one.gradient(SampleGraphs.unetBatch("between", 2, DataType.FLOAT), new float[first.length]);
            one.output(SampleGraphs.unetBatch("between", 3, DataType.FLOAT).inputs());
            assertArrayEquals(first, gradient(one));
        }
    }

    @Test
    void gradientHasTheSameBitsInThreadsThatRunAtOnce() throws Exception {
        Callable<float[]> work = () -> {
            try (Network network = replica()) {
                for (int step = 0; step < 20; step++) {
                    gradient(network);
                }
                return gradient(network);
            }
        };
        ExecutorService threads = Executors.newFixedThreadPool(2);
        Future<float[]> one = threads.submit(work);
        Future<float[]> other = threads.submit(work);
        try (Network here = replica()) {
            float[] expected = gradient(here);
            assertArrayEquals(expected, one.get());
            assertArrayEquals(expected, other.get());
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void lossIsTheLossOfTheGradient() {
        try (Network network = replica()) {
            double loss =
                    network.gradient(BATCH, new float[(int) network.layout().total()]);

            assertEquals(loss, network.loss(BATCH), 0);
            assertTrue(loss > 0);
        }
    }

    @Test
    void weightsOfABatchAreForgottenWithIt() {
        Minibatch unweighted = new Minibatch(BATCH.inputs(), BATCH.labels(), null);
        try (Network network = replica()) {
            float[] gradient = new float[(int) network.layout().total()];
            double expected = network.gradient(unweighted, gradient);

            assertNotEquals(expected, network.gradient(BATCH, gradient));
            assertEquals(expected, network.gradient(unweighted, gradient), 0);
        }
    }

    @Test
    void lossFallsAlongTheGradient() {
        try (Network network = replica()) {
            float[] parameters = parameters(network);
            double before = network.loss(BATCH);
            float[] gradient = gradient(network);
            for (int i = 0; i < gradient.length; i++) {
                parameters[i] -= 1e-3f * gradient[i];
            }
            network.setParameters(parameters);

            assertTrue(network.loss(BATCH) < before);
        }
    }

    @Test
    void outputOutlivesTheNextCalls() {
        try (Network network = replica()) {
            INDArray output = network.output(BATCH.inputs());
            INDArray copy = output.dup();
            network.output(SampleGraphs.unetBatch("other", 4, DataType.FLOAT).inputs());
            gradient(network);

            assertEquals(copy, output);
        }
    }

    @Test
    void inputsMayBeViewsOfAnyOrderAndType() {
        INDArray x = BATCH.inputs()[0];
        INDArray t = BATCH.inputs()[1];
        INDArray strided = Nd4j.zeros(DataType.FLOAT, 4, 4, 4, 6);
        INDArray view =
                strided.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.interval(2, 5));
        view.assign(x);
        try (Network network = replica()) {
            INDArray expected = network.output(x, t);

            assertEquals(expected, network.output(view, t));
            assertEquals(expected, network.output(x.dup('f'), t.castTo(DataType.DOUBLE)));
            float[] gradient = new float[(int) network.layout().total()];
            network.gradient(new Minibatch(new INDArray[] {view, t}, BATCH.labels(), BATCH.weights()), gradient);
            assertArrayEquals(gradient(network), gradient);
        }
    }

    @Test
    void inputsLabelsAndWeightsStayAsTheyAre() {
        try (Network network = replica()) {
            gradient(network);
        }
        Minibatch fresh = SampleGraphs.unetBatch("batch", 4, DataType.FLOAT);
        assertArrayEquals(fresh.inputs(), BATCH.inputs());
        assertEquals(fresh.labels(), BATCH.labels());
        assertEquals(fresh.weights(), BATCH.weights());
    }

    @Test
    void networksInOneThreadDoNotDisturbEachOther() {
        try (Network unet = replica()) {
            float[] expected = gradient(unet);
            Network large = new Network(large());
            large.output(Samples.floats("x", 2, 16, 16, 3));
            assertArrayEquals(expected, gradient(unet));
            large.close();
            assertArrayEquals(expected, gradient(unet));
        }
    }

    @Test
    void layoutHasThePlacesOfTheParametersInTheFlatVector() {
        GraphBuilder graph = new GraphBuilder();
        Node hidden = graph.add("first", Linear.of(3, 4), graph.input("x"));
        ModelGraph model = graph.build(graph.add("second", Linear.of(4, 2), hidden), new SquaredError());
        try (Network network = new Network(model)) {
            float[] flat = new float[(int) network.layout().total()];
            int bias = (int) network.layout().entry("second.bias").offset();
            flat[bias + 1] = 7;
            network.setParameters(flat);

            INDArray output = network.output(Samples.floats("x", 1, 3));

            assertArrayEquals(new float[] {0, 7}, output.toFloatVector());
        }
    }

    @Test
    void layoutHoldsAllParametersOfTheModel() {
        try (Network network = replica()) {
            assertEquals(UNET.parameterCount(), network.layout().total());
            assertEquals(
                    UNET.layout().entries().stream()
                            .map(e -> e.parameter().name())
                            .sorted()
                            .toList(),
                    network.layout().entries().stream()
                            .map(e -> e.parameter().name())
                            .sorted()
                            .toList());
        }
    }

    @Test
    void vectorOfAnotherLengthIsRejected() {
        try (Network network = new Network(UNET)) {
            float[] shorter = new float[(int) network.layout().total() - 1];

            var error = assertThrows(IllegalStateException.class, () -> network.setParameters(shorter));
            assertEquals(
                    "a flat vector of " + shorter.length + " values for " + (shorter.length + 1) + " parameters",
                    error.getMessage());
            assertThrows(IllegalStateException.class, () -> network.gradient(BATCH, shorter));
        }
    }

    @Test
    void memoryDoesNotGrowWithTheSteps() {
        Minibatch batch = new Minibatch(
                new INDArray[] {Samples.floats("x", 4, 16, 16, 3)}, Samples.floats("label", 4, 16, 16, 3), null);
        try (Network network = new Network(large())) {
            steps(network, batch, 50);
            long workspaces = workspaceBytes();
            long before = residentBytes();
            steps(network, batch, 300); // makes arrays of 256 KiB, so a single one kept a step would be 75 MiB
            long grown = growth(before, 64 * MEBIBYTE);

            assertEquals(workspaces, workspaceBytes());
            assertTrue(grown < 64 * MEBIBYTE, "grew by " + grown / MEBIBYTE + " MiB");
        }
    }

    private static void steps(Network network, Minibatch batch, int count) {
        float[] gradient = new float[(int) network.layout().total()];
        for (int step = 0; step < count; step++) {
            network.gradient(batch, gradient);
            network.output(batch.inputs());
        }
    }

    private static long workspaceBytes() {
        return Nd4j.getWorkspaceManager().getAllWorkspacesForCurrentThread().stream()
                .mapToLong(MemoryWorkspace::getCurrentSize)
                .sum();
    }

    @Test
    void closedNetworksFreeTheirMemory() {
        GraphBuilder graph = new GraphBuilder();
        ModelGraph model = graph.build(graph.add("wide", Linear.of(2048, 2048), graph.input("x")), new SquaredError());
        new Network(model).close();
        long before = residentBytes();
        for (int i = 0; i < 8; i++) { // 16 MiB of weights and as much of gradient each
            Network network = new Network(model);
            network.output(Samples.floats("x", 1, 2048));
            network.close();
        }
        long grown = growth(before, 96 * MEBIBYTE);

        assertTrue(grown < 96 * MEBIBYTE, "grew by " + grown / MEBIBYTE + " MiB");
    }

    @Test
    void closedNetworkIsOfNoUse() {
        Network network = replica();
        float[] parameters = parameters(network);
        network.close();

        assertThrows(IllegalStateException.class, () -> network.setParameters(parameters));
    }

    /** Of the process, once collections free no more. */
    private static long residentBytes() {
        long resident = Pointer.physicalBytes();
        long before;
        do {
            before = resident;
            System.gc();
            resident = Pointer.physicalBytes();
        } while (resident < before);
        return resident;
    }

    /** What the process has grown by, once that is less than allowed, or for good: a thread of ND4J's frees what was collected. */
    private static long growth(long before, long allowed) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        long grown;
        do {
            grown = residentBytes() - before;
        } while (grown >= allowed && System.nanoTime() < until);
        return grown;
    }

    private static ModelGraph large() {
        GraphBuilder graph = new GraphBuilder();
        Node x = graph.add("in", Conv2d.of(3, 64, 1), graph.input("x"));
        for (int i = 0; i < 2; i++) {
            x = graph.add("swish" + i, Swish.silu(), graph.add("mix" + i, Linear.of(64, 64), x));
        }
        return graph.build(graph.add("out", Linear.of(64, 3), x), new SquaredError());
    }

    private static Network replica() {
        Network network = new Network(UNET);
        network.setParameters(parameters(network));
        return network;
    }

    private static float[] parameters(Network network) {
        return network.layout().initialValues(3);
    }

    private static float[] gradient(Network network) {
        float[] gradient = new float[(int) network.layout().total()];
        network.gradient(BATCH, gradient);
        return gradient;
    }
}
