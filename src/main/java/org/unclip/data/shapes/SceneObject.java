package org.unclip.data.shapes;

/**
 * One drawn object of a scene.
 *
 * @param drawn the colour as drawn, near the named one
 * @param x centre from the left, in pixels of a 64-pixel picture
 * @param y centre from the top, in pixels of a 64-pixel picture
 * @param radius in pixels of a 64-pixel picture
 */
public record SceneObject(
        ObjectSize size, ObjectColour colour, Shape shape, Rgb drawn, double x, double y, double radius) {

    /** Its colour and shape, without size and place. */
    public Combination combination() {
        return new Combination(colour, shape);
    }
}
