package org.unclip.evaluation.shapes;

import java.util.List;
import org.unclip.data.shapes.Arrangement;
import org.unclip.data.shapes.Background;
import org.unclip.data.shapes.Combination;

/**
 * What a judge reads in a picture.
 *
 * @param objects the only one, or left and right, or upper and lower; none in an empty picture
 */
public record SceneReading(Background background, Arrangement arrangement, List<Combination> objects) {
    public SceneReading {
        objects = List.copyOf(objects);
    }
}
