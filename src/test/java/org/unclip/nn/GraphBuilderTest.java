package org.unclip.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.unclip.nn.kernel.Add;
import org.unclip.nn.kernel.Linear;

/** {@link GraphBuilder} and {@link ModelGraph}. */
final class GraphBuilderTest {

    private final GraphBuilder graph = new GraphBuilder();

    @Test
    void namesAreUnique() {
        Node x = graph.input("x");
        graph.add("layer", Linear.of(2, 2), x);

        assertRejected("two nodes are named x", () -> graph.input("x"));
        assertRejected("two nodes are named layer", () -> graph.add("layer", Linear.of(2, 2), x));
    }

    @Test
    void verticesReadWhatIsThere() {
        graph.input("x");

        assertRejected("layer reads the unknown node y", () -> graph.add("layer", Linear.of(2, 2), new Node("y")));
    }

    @Test
    void verticesReadEachNodeOnce() {
        Node x = graph.input("x");

        assertRejected("sum reads x twice", () -> graph.add("sum", new Add(), x, x));
    }

    @Test
    void parametersBearTheNameOfTheirVertex() {
        Node x = graph.input("x");
        ModelGraph model = graph.build(graph.add("layer", Linear.of(3, 2), x), new SquaredError());

        assertEquals(
                "layer.weight layer.bias",
                String.join(
                        " ", model.parameters().stream().map(Parameter::name).toList()));
        assertEquals(8, model.parameterCount());
    }

    @Test
    void modelsFarLargerThanMemoryAreCounted() {
        Node x = graph.input("x");
        for (int i = 0; i < 100; i++) {
            x = graph.add("layer" + i, Linear.withoutBias(100_000, 100_000), x);
        }

        assertEquals(1_000_000_000_000L, graph.build(x, new SquaredError()).parameterCount());
    }

    private static void assertRejected(String message, Runnable construction) {
        assertEquals(
                message,
                assertThrows(IllegalStateException.class, construction::run).getMessage());
    }
}
