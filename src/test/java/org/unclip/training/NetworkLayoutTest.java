package org.unclip.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.unclip.nn.Init;
import org.unclip.nn.Parameter;
import org.unclip.nn.ParameterLayout;
import org.unclip.paramserver.AdamConfig;
import org.unclip.paramserver.Chunks;
import org.unclip.paramserver.EmaConfig;
import org.unclip.paramserver.ShardOptimizer;
import org.unclip.paramserver.ShardState;
import org.unclip.paramserver.Update;
import org.unclip.storage.StoredLayout;
import org.unclip.storage.Tensor;

final class NetworkLayoutTest {
    private final ParameterLayout layout = ParameterLayout.of(List.of(
            Parameter.weight("a.weight", Init.zeros(), 2, 1),
            Parameter.vector("a.bias", Init.zeros(), 1),
            Parameter.weight("b.weight", Init.zeros(), 1, 1)));

    @Test
    void namesShapesAndOffsetsAreKept() {
        StoredLayout expected = new StoredLayout(List.of(
                new Tensor("a.weight", List.of(2L, 1L), 0),
                new Tensor("a.bias", List.of(1L), 2),
                new Tensor("b.weight", List.of(1L, 1L), 3)));

        assertEquals(expected, layout.stored());
    }

    @Test
    void weightsDecayAndVectorsDoNot() {
        ShardState state = ShardState.initial(0, new float[] {1, 1, 1, 1});
        try (Chunks chunks = new Chunks(1)) {
            new ShardOptimizer(
                            new AdamConfig(0.9, 0.9, 1, 0.5),
                            new EmaConfig(0, false),
                            NetworkLayout.decayed(layout),
                            chunks)
                    .update(state, new float[4], 0, new Update(0, 0.5, 1));
        }

        assertArrayEquals(new float[] {0.75f, 0.75f, 1, 0.75f}, state.parameters());
    }
}
