package org.unclip.data.shapes;

import java.util.ArrayList;
import java.util.List;
import org.unclip.random.KeyedRandom;

/** Prompts for evaluation: full captions together with the scene that each describes. */
public final class ScenePrompts {

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
        SceneSampler sampler = new SceneSampler(seed);
        List<Prompt> prompts = new ArrayList<>();
        for (Combination combination : Combination.all(heldOut)) {
            for (ObjectSize size : ObjectSize.values()) {
                for (Background background : Background.values()) {
                    if (background.allows(combination.colour())) {
                        Scene scene = sampler.scene(size, combination, background, 0);
                        prompts.add(new Prompt(CaptionWriter.fullCaption(scene), scene));
                    }
                }
            }
        }
        return List.copyOf(prompts);
    }
}
