package org.unclip.data.shapes;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.unclip.random.KeyedRandom;

/** Prompts for evaluation: full captions together with the scene that each describes. */
public final class ScenePrompts {

    private static final long BEYOND_DATA_SETS = 1_000_000_000;

    /** A caption and a scene that fits it. */
    public record Prompt(String text, Scene scene) {}

    private ScenePrompts() {}

    /** Every one-object prompt of the combinations that training never sees, ordered by combination. */
    public static List<Prompt> heldOut(long seed) {
        return oneObject(seed, true);
    }

    /** Every one-object prompt of the combinations that training sees, ordered by combination. */
    public static List<Prompt> seen(long seed) {
        return oneObject(seed, false);
    }

    /**
     * Prompts of different two-object scenes that training might have, or, held out, that show a combination which it
     * never sees. The scenes are not among those of a data set with fewer than {@value #BEYOND_DATA_SETS} of them.
     */
    public static List<Prompt> twoObjects(long seed, boolean heldOut, int count) {
        SceneSampler sampler = new SceneSampler(seed, 1);
        SceneSampler.Source source = heldOut ? SceneSampler.Source.HELD_OUT : SceneSampler.Source.SEEN;
        return LongStream.iterate(BEYOND_DATA_SETS, index -> index + 1)
                .mapToObj(index -> sampler.scene(source, index))
                .limit(count)
                .map(scene -> new Prompt(CaptionWriter.fullCaptionOfTwo(scene), scene))
                .toList();
    }

    /** {@code count} of the prompts in a random order that the seed fixes; all of them when there are fewer. */
    public static List<Prompt> pick(List<Prompt> prompts, int count, long seed) {
        int[] order = KeyedRandom.of(seed, "prompts").permutation(prompts.size());
        List<Prompt> picked = new ArrayList<>();
        for (int i = 0; i < Math.min(count, order.length); i++) {
            picked.add(prompts.get(order[i]));
        }
        return List.copyOf(picked);
    }

    private static List<Prompt> oneObject(long seed, boolean heldOut) {
        SceneSampler sampler = new SceneSampler(seed, 0);
        List<Prompt> prompts = new ArrayList<>();
        for (Combination combination : Combination.all(heldOut)) {
            for (ObjectSize size : ObjectSize.values()) {
                for (Background background : Background.values()) {
                    if (background.allows(combination.colour())) {
                        Scene scene = sampler.scene(size, combination, background);
                        CaptionWriter.fullCaptions(scene).forEach(text -> prompts.add(new Prompt(text, scene)));
                    }
                }
            }
        }
        return List.copyOf(prompts);
    }
}
