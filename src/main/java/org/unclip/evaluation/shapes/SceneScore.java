package org.unclip.evaluation.shapes;

import org.unclip.data.shapes.Combination;

/**
 * How much of a scene that was asked for a picture shows. Of two objects a part is right only if it is of both, each in its
 * place.
 */
public record SceneScore(boolean background, boolean arrangement, boolean colour, boolean shape) {

    /** Compares what was read in a picture with what was asked for. */
    public static SceneScore of(SceneReading asked, SceneReading read) {
        boolean arrangement = asked.arrangement() == read.arrangement()
                && asked.objects().size() == read.objects().size();
        boolean colour = arrangement;
        boolean shape = arrangement;
        for (int i = 0; arrangement && i < asked.objects().size(); i++) {
            Combination wanted = asked.objects().get(i);
            Combination seen = read.objects().get(i);
            colour &= wanted.colour() == seen.colour();
            shape &= wanted.shape() == seen.shape();
        }
        return new SceneScore(asked.background() == read.background(), arrangement, colour, shape);
    }

    /** Whether colour and shape of all objects are right. */
    public boolean both() {
        return colour && shape;
    }
}
