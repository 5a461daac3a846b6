package org.unclip.data.shapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CaptionWriterTest {
    private final SceneSampler sampler = new SceneSampler(1, 0.3);
    private final CaptionWriter writer = new CaptionWriter(1);
    private final Scene orange =
            sampler.scene(ObjectSize.SMALL, new Combination(ObjectColour.ORANGE, Shape.RING), Background.NAVY);

    @Test
    void oneObjectHasEightCaptionsWithArticlesThatFit() {
        Set<String> expected = Set.of(
                "a small orange ring on a navy background",
                "small orange ring on navy",
                "an orange ring on a navy background",
                "a small orange ring",
                "an orange ring",
                "a navy background with a small orange ring",
                "picture of a small orange ring on navy",
                "an orange ring that is small on a navy background");
        assertEquals(expected, Set.copyOf(writer.captions(orange, 0, 8)));
    }

    @Test
    void fullCaptionIsTwiceAsFrequent() {
        Map<String, Integer> counts = new HashMap<>();
        for (int key = 0; key < 9000; key++) {
            counts.merge(writer.captions(orange, key, 1).get(0), 1, Integer::sum);
        }
        assertEquals(2000, counts.get("a small orange ring on a navy background"), 150);
        assertEquals(1000, counts.get("an orange ring"), 120);
    }

    @Test
    void twoObjectsAreRelatedEitherWay() {
        SceneObject left = sampler.scene(
                        ObjectSize.LARGE, new Combination(ObjectColour.RED, Shape.STAR), Background.GREY)
                .objects()
                .get(0);
        Scene scene = new Scene(
                Background.GREY,
                Background.GREY.rgb(),
                Arrangement.STACKED,
                List.of(left, orange.objects().get(0)));
        Set<String> captions = Set.copyOf(writer.captions(scene, 0, 8));
        assertEquals(8, captions.size());
        assertTrue(captions.contains("a large red star above a small orange ring on a grey background"));
        assertTrue(captions.contains("an orange ring below a red star"));
        assertEquals(
                "a large red star above a small orange ring on a grey background",
                CaptionWriter.fullCaptionOfTwo(scene));
    }

    @Test
    void refusesMoreCaptionsThanPatterns() {
        assertThrows(IllegalArgumentException.class, () -> writer.captions(orange, 0, 9));
    }

    @Test
    void promptsCoverEveryCombinationInFiveWordings() {
        List<ScenePrompts.Prompt> heldOut = ScenePrompts.heldOut(1);
        assertEquals(6 * 2 * 4 * 5, heldOut.size());
        assertTrue(heldOut.stream().allMatch(prompt -> prompt.scene().showsHeldOut()));
        List<ScenePrompts.Prompt> seen = ScenePrompts.seen(1);
        assertEquals((42 * 4 - 6) * 2 * 5, seen.size());
        assertFalse(seen.stream().anyMatch(prompt -> prompt.scene().showsHeldOut()));
        List<ScenePrompts.Prompt> picked = ScenePrompts.pick(seen, 84, 5);
        assertEquals(84, new HashSet<>(picked).size());
    }
}
