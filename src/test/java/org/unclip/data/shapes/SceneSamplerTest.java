package org.unclip.data.shapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SceneSamplerTest {
    private final SceneSampler sampler = new SceneSampler(7, 0.3);
    private final List<Scene> seen = LongStream.range(0, 5000)
            .mapToObj(i -> sampler.scene(SceneSampler.Source.SEEN, i))
            .toList();

    @Test
    void sameIndexGivesSameScene() {
        assertEquals(seen.get(41), new SceneSampler(7, 0.3).scene(SceneSampler.Source.SEEN, 41));
        assertNotEquals(seen.get(41), new SceneSampler(8, 0.3).scene(SceneSampler.Source.SEEN, 41));
        assertNotEquals(seen.get(41), seen.get(42));
    }

    @Test
    void seenScenesShowEveryOtherCombinationAndNoHeldOutOne() {
        Set<Combination> shown = new HashSet<>();
        seen.forEach(scene -> scene.objects().forEach(object -> shown.add(object.combination())));
        assertEquals(Set.copyOf(Combination.all(false)), shown);
        assertEquals(42, shown.size());
    }

    @Test
    void heldOutScenesAlwaysShowAHeldOutCombination() {
        for (int i = 0; i < 500; i++) {
            assertTrue(sampler.scene(SceneSampler.Source.HELD_OUT, i).showsHeldOut());
        }
    }

    @Test
    void threeOfTenScenesHaveTwoObjects() {
        long two = seen.stream().filter(scene -> scene.objects().size() == 2).count();
        assertEquals(0.3, two / (double) seen.size(), 0.02);
    }

    @Test
    void objectsStandOutAndStayWithinTheirRanges() {
        for (Scene scene : seen) {
            for (SceneObject object : scene.objects()) {
                assertNotEquals(scene.background().name(), object.colour().name());
                boolean alone = scene.arrangement() == Arrangement.ALONE;
                boolean small = object.size() == ObjectSize.SMALL;
                double low = alone ? (small ? 13 : 20) : (small ? 9 : 13.5);
                double high = alone ? (small ? 16 : 25) : (small ? 10.5 : 15);
                assertTrue(object.radius() >= low && object.radius() < high, scene::toString);
                assertTrue(Math.abs(object.drawn().red() - object.colour().rgb().red()) <= 8);
            }
        }
    }

    @Test
    void firstObjectIsTheLeftOrUpperOne() {
        for (Scene scene : seen) {
            if (scene.arrangement() == Arrangement.SIDE_BY_SIDE) {
                assertEquals(16, scene.objects().get(0).x(), 1.5);
                assertEquals(48, scene.objects().get(1).x(), 1.5);
                assertEquals(32, scene.objects().get(0).y(), 4);
            } else if (scene.arrangement() == Arrangement.STACKED) {
                assertEquals(16, scene.objects().get(0).y(), 1.5);
                assertEquals(32, scene.objects().get(1).x(), 4);
            }
        }
    }

    @Test
    void refusesWhatCannotBeSeen() {
        Combination white = new Combination(ObjectColour.WHITE, Shape.CIRCLE);
        assertThrows(IllegalArgumentException.class, () -> sampler.scene(ObjectSize.SMALL, white, Background.WHITE));
    }
}
