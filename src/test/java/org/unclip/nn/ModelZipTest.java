package org.unclip.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.unclip.config.UserError;
import org.unclip.nn.graph.GraphUpdater;
import org.unclip.nn.kernel.Linear;

final class ModelZipTest {
    private static final ModelGraph UNET = SampleGraphs.unet();
    private static final float[] WEIGHTS = UNET.layout().initialValues(3);
    private static final Minibatch BATCH = SampleGraphs.unetBatch("batch", 2, DataType.FLOAT);

    @Test
    void deeplearning4jOpensItAndComputesTheSameBits() throws IOException {
        ComputationGraph restored = ModelSerializer.restoreComputationGraph(new ByteArrayInputStream(zip(UNET)), true);

        try (Network network = Network.of(UNET, UNET.layout(), WEIGHTS)) {
            INDArray expected = network.output(BATCH.inputs());
            assertArrayEquals(
                    expected.data().asFloat(),
                    restored.output(BATCH.inputs())[0].data().asFloat());
        }
    }

    @Test
    void deeplearning4jTrainsItOnAndTheWeightsComeBack() throws IOException {
        ComputationGraph restored = ModelSerializer.restoreComputationGraph(new ByteArrayInputStream(zip(UNET)), true);
        MultiDataSet data = new MultiDataSet(BATCH.inputs(), new INDArray[] {BATCH.labels()}, null, null);
        double before = restored.score(data);
        for (int step = 0; step < 20; step++) {
            restored.fit(data);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ModelSerializer.writeModel(restored, out, true);

        float[] trained = ModelZip.read(new ByteArrayInputStream(out.toByteArray()), "trained.zip", UNET);

        assertTrue(restored.score(data) < 0.7 * before, restored.score(data) + " after " + before);
        try (Network network = Network.of(UNET, UNET.layout(), trained)) {
            assertArrayEquals(
                    restored.output(BATCH.inputs())[0].data().asFloat(),
                    network.output(BATCH.inputs()).data().asFloat());
        }
    }

    @Test
    void weightsComeBackAsWritten() throws IOException {
        assertArrayEquals(WEIGHTS, ModelZip.read(new ByteArrayInputStream(zip(UNET)), "a.zip", UNET));
    }

    @Test
    void configurationSurvivesJsonAndJavaSerialization() throws Exception {
        ComputationGraphConfiguration configuration = UNET.configuration(DataType.FLOAT);

        assertEquals(
                configuration.getVertices(),
                ComputationGraphConfiguration.fromJson(configuration.toJson()).getVertices());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(configuration);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertEquals(configuration, in.readObject());
        }
    }

    @Test
    void anotherGraphIsRefusedWithBoth() throws IOException {
        byte[] narrow = zip(linear(4));

        assertRefused(
                "a.zip has vertex end Linear[in=3, out=4, bias=true, init=Uniform[bound=0.5773502691896258]] of [x], but"
                        + " the model has vertex end Linear[in=3, out=5, bias=true, init=Uniform[bound=0.5773502691896258]]"
                        + " of [x]: export that model, change its parameters alone, and import this.",
                narrow,
                linear(5));
    }

    @Test
    void whatIsNoModelZipIsRefused() {
        assertRefused(
                "a.zip is no zip of a Deeplearning4j ComputationGraph that this Unclip can read (it has [] of "
                        + "[coefficients.bin, configuration.json]): name one that dl4j export or ModelSerializer wrote.",
                new byte[] {1, 2, 3},
                UNET);
    }

    private static void assertRefused(String message, byte[] zip, ModelGraph graph) {
        var error = assertThrows(UserError.class, () -> ModelZip.read(new ByteArrayInputStream(zip), "a.zip", graph));
        assertEquals(message, error.getMessage());
    }

    private static ModelGraph linear(int out) {
        GraphBuilder graph = new GraphBuilder();
        return graph.build(graph.add("end", Linear.of(3, out), graph.input("x")), new SquaredError());
    }

    private static byte[] zip(ModelGraph graph) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        GraphUpdater updater = new GraphUpdater(new Adam(1e-2), 0.01, 1);
        ModelZip.write(graph, graph.layout(), graph.layout().initialValues(3), updater, out);
        return out.toByteArray();
    }
}
