package org.unclip.evaluation.shapes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.unclip.data.shapes.Arrangement;
import org.unclip.data.shapes.Background;
import org.unclip.data.shapes.Combination;
import org.unclip.data.shapes.ObjectColour;
import org.unclip.data.shapes.Shape;

final class SceneScoreTest {
    private static final Combination RED_CIRCLE = new Combination(ObjectColour.RED, Shape.CIRCLE);
    private static final Combination BLUE_RING = new Combination(ObjectColour.BLUE, Shape.RING);
    private static final Combination BLUE_CIRCLE = new Combination(ObjectColour.BLUE, Shape.CIRCLE);
    private static final SceneReading TWO =
            new SceneReading(Background.WHITE, Arrangement.STACKED, List.of(RED_CIRCLE, BLUE_RING));

    @Test
    void allIsRightOfWhatWasAskedFor() {
        assertEquals(new SceneScore(true, true, true, true), SceneScore.of(TWO, TWO));
    }

    @Test
    void aColourCountsOnlyIfBothObjectsHaveTheirs() {
        SceneReading leaked = new SceneReading(Background.WHITE, Arrangement.STACKED, List.of(BLUE_CIRCLE, BLUE_RING));

        assertEquals(new SceneScore(true, true, false, true), SceneScore.of(TWO, leaked));
    }

    @Test
    void objectsThatChangedPlacesAreWrong() {
        SceneReading swapped = new SceneReading(Background.WHITE, Arrangement.STACKED, List.of(BLUE_RING, RED_CIRCLE));

        assertEquals(new SceneScore(true, true, false, false), SceneScore.of(TWO, swapped));
    }

    @Test
    void withoutTheArrangementNothingOfTheObjectsIsRight() {
        SceneReading one = new SceneReading(Background.PINK, Arrangement.ALONE, List.of(RED_CIRCLE));

        assertEquals(new SceneScore(false, false, false, false), SceneScore.of(TWO, one));
    }

    @Test
    void anEmptyPictureIsWrong() {
        SceneReading asked = new SceneReading(Background.NAVY, Arrangement.ALONE, List.of(RED_CIRCLE));
        SceneReading empty = new SceneReading(Background.NAVY, Arrangement.ALONE, List.of());

        assertEquals(new SceneScore(true, false, false, false), SceneScore.of(asked, empty));
    }
}
