package org.unclip.storage;

import java.io.Serializable;
import java.util.List;

/**
 * Where a named parameter lies in a model's flat vector.
 *
 * @param shape its dimensions, c-order
 * @param offset the index of its first element
 */
public record Tensor(String name, List<Long> shape, long offset) implements Serializable {
    /** Keeps its own copy of the shape. */
    public Tensor {
        shape = List.copyOf(shape);
    }

    /** The number of its elements. */
    public long size() {
        return shape.stream().reduce(1L, Math::multiplyExact);
    }
}
