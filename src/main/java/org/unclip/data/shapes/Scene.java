package org.unclip.data.shapes;

import java.util.List;

/**
 * What a picture shows, exact to the sub-pixel.
 *
 * @param drawn the background's colour as drawn, near the named one
 * @param objects one object, or two: left and right, or upper and lower
 */
public record Scene(Background background, Rgb drawn, Arrangement arrangement, List<SceneObject> objects) {
    /** Side in pixels of the picture that coordinates and radii refer to. */
    public static final int SIDE = 64;

    public Scene {
        objects = List.copyOf(objects);
        int expected = arrangement == Arrangement.ALONE ? 1 : 2;
        if (objects.size() != expected) {
            throw new IllegalArgumentException(arrangement + " takes " + expected + " objects, got " + objects.size());
        }
    }

    /** Whether any of its objects is a combination that training never sees. */
    public boolean showsHeldOut() {
        return objects.stream().anyMatch(object -> object.combination().isHeldOut());
    }
}
