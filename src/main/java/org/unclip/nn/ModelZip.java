package org.unclip.nn;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.unclip.config.UserError;
import org.unclip.nn.graph.GraphUpdater;
import org.unclip.nn.graph.KernelVertexConf;

/**
 * A network in Deeplearning4j's own model file, the zip of its {@link ModelSerializer}.
 *
 * <p>With Unclip on the class path, {@code ModelSerializer.restoreComputationGraph} opens it, and the graph's
 * {@code output} is the {@link Network}'s bit for bit; inputs must be float32 and c-ordered. The zip's flat vector is in
 * the order of the graph's {@code topologicalOrderStr}, which its {@code configuration.json} holds.
 */
public final class ModelZip {

    private static final Set<String> READ =
            new TreeSet<>(Set.of(ModelSerializer.CONFIGURATION_JSON, ModelSerializer.COEFFICIENTS_BIN));

    private ModelZip() {}

    /**
     * Writes a network.
     *
     * @param layout of the weights
     * @param updater what Deeplearning4j's {@code fit} will train it with
     * @param out is left open
     */
    public static void write(
            ModelGraph graph, ParameterLayout layout, float[] weights, GraphUpdater updater, OutputStream out)
            throws IOException {
        ComputationGraph live = new ComputationGraph(graph.configuration(DataType.FLOAT, updater));
        float[] ordered = layout.project(weights, Network.layout(live));
        try (INDArray parameters = Nd4j.createFromArray(ordered).reshape('c', 1, ordered.length)) {
            live.init(parameters, false);
            ModelSerializer.writeModel(live, out, false);
        }
    }

    /**
     * Reads the weights of a network back, in the order of {@code graph.layout()}. Only configuration and coefficients
     * are read: nothing in the zip is deserialised as Java objects.
     *
     * @param place of the zip, for messages
     * @param graph that it must hold
     * @throws UserError if it is no such zip, or holds another network
     */
    public static float[] read(InputStream in, String place, ModelGraph graph) {
        Map<String, byte[]> entries = entries(in, place);
        ComputationGraph live = new ComputationGraph(configuration(entries, place));
        difference(live.getConfiguration(), graph).ifPresent(difference -> {
            throw UserError.fatal("%s has %s: export that model, change its parameters alone, and import this."
                    .formatted(place, difference));
        });
        ParameterLayout layout = Network.layout(live);
        float[] values = values(entries, place);
        if (values.length != layout.total()) {
            throw UserError.of(
                    "the number of parameters in " + place,
                    values.length,
                    String.valueOf(layout.total()),
                    "export the model again");
        }
        return layout.project(values, graph.layout());
    }

    private static Map<String, byte[]> entries(InputStream in, String place) {
        Map<String, byte[]> entries = new TreeMap<>();
        try (ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (READ.contains(entry.getName())) {
                    entries.put(entry.getName(), zip.readAllBytes());
                }
            }
        } catch (IOException e) {
            throw unreadable(place, e);
        }
        if (!entries.keySet().equals(READ)) {
            throw unreadable(place, new IOException("it has " + entries.keySet() + " of " + READ));
        }
        return entries;
    }

    private static ComputationGraphConfiguration configuration(Map<String, byte[]> entries, String place) {
        try {
            String json = new String(entries.get(ModelSerializer.CONFIGURATION_JSON), StandardCharsets.UTF_8);
            return ComputationGraphConfiguration.fromJson(json);
        } catch (RuntimeException e) { // whatever Deeplearning4j throws at broken JSON
            throw unreadable(place, e);
        }
    }

    private static float[] values(Map<String, byte[]> entries, String place) {
        byte[] bytes = entries.get(ModelSerializer.COEFFICIENTS_BIN);
        try (INDArray stored = Nd4j.read(new ByteArrayInputStream(bytes))) {
            return stored.castTo(DataType.FLOAT).dup('c').data().asFloat();
        } catch (RuntimeException e) { // whatever ND4J throws at a broken array
            throw unreadable(place, e);
        }
    }

    /** The first difference of the zip's graph to the expected one in words, if there is one. */
    private static Optional<String> difference(ComputationGraphConfiguration zip, ModelGraph graph) {
        ComputationGraphConfiguration expected = graph.configuration(DataType.FLOAT);
        List<String> names = new ArrayList<>(expected.getVertices().keySet());
        zip.getVertices().keySet().stream()
                .filter(name -> !names.contains(name))
                .forEach(names::add);
        return names.stream()
                .filter(name -> !vertex(zip, name).equals(vertex(expected, name)))
                .findFirst()
                .map(name -> "%s, but the model has %s".formatted(vertex(zip, name), vertex(expected, name)));
    }

    /** A vertex in words that are the same for the same vertices; the loss is free. */
    private static String vertex(ComputationGraphConfiguration graph, String name) {
        GraphVertex vertex = graph.getVertices().get(name);
        if (vertex == null) {
            return "no vertex " + name;
        }
        Object what = vertex instanceof KernelVertexConf kernel
                ? kernel.kernel()
                : vertex.getClass().getSimpleName();
        return "vertex %s %s of %s"
                .formatted(name, what, graph.getVertexInputs().get(name));
    }

    private static UserError unreadable(String place, Exception cause) {
        return UserError.fatal(
                "%s is no zip of a Deeplearning4j ComputationGraph that this Unclip can read (%s): name one that dl4j export or ModelSerializer wrote."
                        .formatted(place, cause.getMessage()),
                cause);
    }
}
