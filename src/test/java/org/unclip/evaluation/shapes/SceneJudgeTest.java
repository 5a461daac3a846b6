package org.unclip.evaluation.shapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.unclip.data.picture.Picture;
import org.unclip.data.shapes.Arrangement;
import org.unclip.data.shapes.Background;
import org.unclip.data.shapes.Scene;
import org.unclip.data.shapes.SceneRenderer;
import org.unclip.data.shapes.SceneSampler;

final class SceneJudgeTest {
    private static final int SCENES = 400;

    private final SceneJudge judge = new SceneJudge();

    @ParameterizedTest
    @EnumSource
    void readsCleanScenesNearlyAlwaysRight(SceneSampler.Source source) {
        SceneSampler sampler = new SceneSampler(77, 0.3);
        SceneRenderer renderer = new SceneRenderer(Scene.SIDE);
        int right = 0;
        for (int i = 0; i < SCENES; i++) {
            Scene scene = sampler.scene(source, i);
            SceneReading truth = SceneReading.of(scene);
            SceneReading read = judge.read(new Picture(Scene.SIDE, Scene.SIDE, renderer.render(scene)));
            right += read.equals(truth) ? 1 : 0;
        }
        assertTrue(right > 0.99 * SCENES, right + " of " + SCENES);
    }

    @Test
    void anEmptyPictureHasNoObjects() {
        byte[] grey = new byte[Scene.SIDE * Scene.SIDE * 3];
        Arrays.fill(grey, (byte) 150);

        assertEquals(
                new SceneReading(Background.GREY, Arrangement.ALONE, List.of()),
                judge.read(new Picture(Scene.SIDE, Scene.SIDE, grey)));
    }

    @Test
    void otherSizesAreRefused() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> judge.read(new Picture(2, 2, new byte[12])));

        assertEquals("the judge reads pictures of 64×64 pixels, got 2×2", refused.getMessage());
    }
}
