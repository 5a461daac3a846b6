package org.unclip.data.shapes;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.unclip.random.KeyedRandom;

/** Describes scenes in English, by patterns that leave out the size or the background now and then. Immutable. */
public final class CaptionWriter {
    /** The full description, drawn twice as often as each other pattern. */
    private static final String FULL = "a {size} {colour} {shape} on a {bg} background";

    private static final List<String> ONE_OBJECT = List.of(
            FULL,
            FULL,
            "{size} {colour} {shape} on {bg}",
            "a {colour} {shape} on a {bg} background",
            "a {size} {colour} {shape}",
            "a {colour} {shape}",
            "a {bg} background with a {size} {colour} {shape}",
            "picture of a {size} {colour} {shape} on {bg}",
            "a {colour} {shape} that is {size} on a {bg} background");
    /** Different patterns, for one object as for two. */
    private static final int PATTERNS = 8;

    private static final Pattern ARTICLE_BEFORE_VOWEL = Pattern.compile("\\ba (?=[aeiou])");

    private final long seed;

    /** Captions that depend on the seed and the scene alone. */
    public CaptionWriter(long seed) {
        this.seed = seed;
    }

    /**
     * Different captions of one scene, in the order drawn.
     *
     * @param key a number of the scene, such as its index
     * @param count how many, 1 to 8
     */
    public List<String> captions(Scene scene, long key, int count) {
        if (count < 1 || count > PATTERNS) {
            throw new IllegalArgumentException("a scene has 1 to " + PATTERNS + " captions, asked for " + count);
        }
        KeyedRandom random = KeyedRandom.of(seed, "caption", key);
        boolean alone = scene.arrangement() == Arrangement.ALONE;
        Set<String> captions = new LinkedHashSet<>();
        while (captions.size() < count) {
            captions.add(
                    alone
                            ? filled(ONE_OBJECT.get(random.nextInt(ONE_OBJECT.size())), scene)
                            : relation(scene, random.nextInt(2) == 0, random.nextInt(2) == 0, random.nextInt(2) == 0));
        }
        return List.copyOf(captions);
    }

    /** All different descriptions of a one-object scene that leave nothing out. */
    public static List<String> fullCaptions(Scene scene) {
        return ONE_OBJECT.stream()
                .filter(pattern -> pattern.contains("{size}") && pattern.contains("{bg}"))
                .distinct()
                .map(pattern -> filled(pattern, scene))
                .toList();
    }

    /** The description of a two-object scene that leaves nothing out and begins with the first object. */
    public static String fullCaptionOfTwo(Scene scene) {
        return relation(scene, true, true, true);
    }

    private static String filled(String pattern, Scene scene) {
        SceneObject object = scene.objects().get(0);
        String filled = pattern.replace("{size}", object.size().word())
                .replace("{colour}", object.colour().word())
                .replace("{shape}", object.shape().word())
                .replace("{bg}", scene.background().word());
        return withArticles(filled);
    }

    private static String relation(Scene scene, boolean firstLeads, boolean withSize, boolean withBackground) {
        String first = noun(scene.objects().get(0), withSize);
        String second = noun(scene.objects().get(1), withSize);
        Arrangement arrangement = scene.arrangement();
        String relation = firstLeads
                ? first + " " + arrangement.firstToSecond() + " " + second
                : second + " " + arrangement.secondToFirst() + " " + first;
        String place = withBackground ? " on a " + scene.background().word() + " background" : "";
        return withArticles(relation + place);
    }

    private static String noun(SceneObject object, boolean withSize) {
        String size = withSize ? object.size().word() + " " : "";
        return "a " + size + object.colour().word() + " " + object.shape().word();
    }

    private static String withArticles(String text) {
        return ARTICLE_BEFORE_VOWEL.matcher(text).replaceAll("an ");
    }
}
