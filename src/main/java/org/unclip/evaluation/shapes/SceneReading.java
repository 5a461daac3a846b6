package org.unclip.evaluation.shapes;

import java.io.Serializable;
import java.util.List;
import org.unclip.data.shapes.Arrangement;
import org.unclip.data.shapes.Background;
import org.unclip.data.shapes.Combination;
import org.unclip.data.shapes.Scene;
import org.unclip.data.shapes.SceneObject;

/**
 * What a judge reads in a picture.
 *
 * @param objects the only one, or left and right, or upper and lower; none in an empty picture
 */
public record SceneReading(Background background, Arrangement arrangement, List<Combination> objects)
        implements Serializable {
    public SceneReading {
        objects = List.copyOf(objects);
    }

    /** What there is to read in the picture of a scene. */
    public static SceneReading of(Scene scene) {
        return new SceneReading(
                scene.background(),
                scene.arrangement(),
                scene.objects().stream().map(SceneObject::combination).toList());
    }
}
