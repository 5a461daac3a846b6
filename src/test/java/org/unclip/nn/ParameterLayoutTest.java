package org.unclip.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ParameterLayoutTest {

    private static final Parameter MATRIX = Parameter.weight("a.weight", Init.normal(0.5), 2, 3);
    private static final Parameter VECTOR = Parameter.vector("a.bias", Init.constant(7), 2);
    private static final Parameter UNIFORM = Parameter.weight("b.weight", Init.fanIn(4), 100, 4);

    @Test
    void parametersLieOneBehindTheOther() {
        ParameterLayout layout = ParameterLayout.of(List.of(MATRIX, VECTOR, UNIFORM));

        assertEquals(0, layout.entry("a.weight").offset());
        assertEquals(6, layout.entry("a.bias").offset());
        assertEquals(8, layout.entry("b.weight").offset());
        assertEquals(408, layout.total());
        assertEquals(0, ParameterLayout.of(List.of()).total());
    }

    @Test
    void unknownNameIsABrokenInvariant() {
        ParameterLayout layout = ParameterLayout.of(List.of(MATRIX));

        var error = assertThrows(IllegalStateException.class, () -> layout.entry("c"));
        assertEquals("no parameter c in the layout", error.getMessage());
    }

    @Test
    void startOfAParameterDoesNotDependOnTheOthers() {
        ParameterLayout all = ParameterLayout.of(List.of(UNIFORM, VECTOR, MATRIX));

        float[] values = all.initialValues(5);

        assertArrayEquals(ParameterLayout.of(List.of(MATRIX)).initialValues(5), Arrays.copyOfRange(values, 402, 408));
        assertArrayEquals(new float[] {7, 7}, Arrays.copyOfRange(values, 400, 402));
        assertFalse(Arrays.equals(all.initialValues(6), values));
    }

    @Test
    void uniformStartKeepsWithinItsBound() {
        float[] values = ParameterLayout.of(List.of(UNIFORM)).initialValues(1);

        double largest = 0;
        double sum = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
            sum += value;
        }
        assertEquals(0.5, largest, 0.01);
        assertEquals(0, sum / values.length, 0.05);
    }

    @Test
    void projectionFollowsTheNames() {
        ParameterLayout from = ParameterLayout.of(List.of(VECTOR, MATRIX, UNIFORM));
        ParameterLayout to = ParameterLayout.of(List.of(MATRIX, VECTOR));

        float[] values = from.initialValues(5);

        assertArrayEquals(to.initialValues(5), from.project(values, to));
    }

    @Test
    void projectionDemandsEqualShapes() {
        ParameterLayout from = ParameterLayout.of(List.of(MATRIX));
        ParameterLayout to = ParameterLayout.of(List.of(Parameter.weight("a.weight", Init.zeros(), 3, 2)));

        var error = assertThrows(IllegalStateException.class, () -> from.project(new float[6], to));
        assertEquals("parameter a.weight has another shape", error.getMessage());
    }
}
