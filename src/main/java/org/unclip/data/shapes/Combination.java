package org.unclip.data.shapes;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A colour and a shape together: what compositional generalisation is measured on. */
public record Combination(ObjectColour colour, Shape shape) implements Serializable {
    private static final Set<Combination> HELD_OUT = Set.of(
            new Combination(ObjectColour.RED, Shape.TRIANGLE),
            new Combination(ObjectColour.BLUE, Shape.STAR),
            new Combination(ObjectColour.GREEN, Shape.RING),
            new Combination(ObjectColour.YELLOW, Shape.CROSS),
            new Combination(ObjectColour.PURPLE, Shape.CIRCLE),
            new Combination(ObjectColour.ORANGE, Shape.SQUARE));

    /** Whether no training or validation scene shows it. */
    public boolean isHeldOut() {
        return HELD_OUT.contains(this);
    }

    /** All combinations that training never sees, or all that it does, by colour and then shape. */
    public static List<Combination> all(boolean heldOut) {
        List<Combination> chosen = new ArrayList<>();
        for (ObjectColour colour : ObjectColour.values()) {
            for (Shape shape : Shape.values()) {
                Combination combination = new Combination(colour, shape);
                if (combination.isHeldOut() == heldOut) {
                    chosen.add(combination);
                }
            }
        }
        return List.copyOf(chosen);
    }
}
