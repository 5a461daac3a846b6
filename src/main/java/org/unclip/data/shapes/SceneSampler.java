package org.unclip.data.shapes;

import java.util.List;
import org.unclip.random.KeyedRandom;

/**
 * Draws scenes: each is a pure function of (seed, share of two objects, source, index).
 *
 * <p>A scene has one object or two of different combinations. Scenes of {@link Source#SEEN} never show a held-out
 * combination; every scene of {@link Source#HELD_OUT} shows at least one. Immutable.
 */
public final class SceneSampler {
    private static final int OBJECT_COLOUR_REACH = 8;
    private static final int BACKGROUND_COLOUR_REACH = 5;
    private static final double MIDDLE = 32;
    private static final double[] PLACES_OF_TWO = {16, 48};
    private static final double JITTER_TOWARDS_OTHER = 1.5;
    private static final double JITTER_ALONGSIDE = 4;

    /** Which combinations a scene may show. */
    public enum Source {
        SEEN,
        HELD_OUT
    }

    private final long seed;
    private final double twoObjects;

    /**
     * Scenes that depend on these and their number alone.
     *
     * @param twoObjects probability of two objects, 0 to 1
     */
    public SceneSampler(long seed, double twoObjects) {
        this.seed = seed;
        this.twoObjects = twoObjects;
    }

    /** The scene number {@code index} of a source. */
    public Scene scene(Source source, long index) {
        KeyedRandom random = KeyedRandom.of(seed, "scene", source.ordinal(), index);
        boolean heldOut = source == Source.HELD_OUT;
        Background background = pick(Background.values(), random);
        if (random.nextDouble() >= twoObjects) {
            return alone(
                    pick(ObjectSize.values(), random), combination(background, heldOut, random), background, random);
        }
        Combination first = combination(background, heldOut, random);
        Combination second = combination(background, false, random);
        while (second.equals(first)) {
            second = combination(background, false, random);
        }
        boolean swap = heldOut && random.nextInt(2) == 1; // the held-out one stands on either side
        return two(swap ? second : first, swap ? first : second, background, random);
    }

    /** A one-object scene of chosen content, at a random place, of random radius and shades. */
    public Scene scene(ObjectSize size, Combination combination, Background background) {
        if (!background.allows(combination.colour())) {
            throw new IllegalArgumentException(combination + " cannot be seen on " + background);
        }
        KeyedRandom random = KeyedRandom.of(
                seed,
                "chosen scene",
                size.ordinal(),
                combination.colour().ordinal(),
                combination.shape().ordinal(),
                background.ordinal());
        return alone(size, combination, background, random);
    }

    private static Scene alone(ObjectSize size, Combination what, Background background, KeyedRandom random) {
        double radius = size.radiusAlone(random.nextDouble());
        double x = MIDDLE + jitter(size.jitterAlone(), random);
        double y = MIDDLE + jitter(size.jitterAlone(), random);
        SceneObject object = object(size, what, radius, x, y, random);
        return new Scene(background, shade(background, random), Arrangement.ALONE, List.of(object));
    }

    private static Scene two(Combination first, Combination second, Background background, KeyedRandom random) {
        Arrangement arrangement = random.nextInt(2) == 0 ? Arrangement.SIDE_BY_SIDE : Arrangement.STACKED;
        SceneObject a = oneOfTwo(first, arrangement, PLACES_OF_TWO[0], random);
        SceneObject b = oneOfTwo(second, arrangement, PLACES_OF_TWO[1], random);
        return new Scene(background, shade(background, random), arrangement, List.of(a, b));
    }

    private static SceneObject oneOfTwo(Combination what, Arrangement arrangement, double place, KeyedRandom random) {
        ObjectSize size = pick(ObjectSize.values(), random);
        double radius = size.radiusOfTwo(random.nextDouble());
        double towards = place + jitter(JITTER_TOWARDS_OTHER, random);
        double alongside = MIDDLE + jitter(JITTER_ALONGSIDE, random);
        return arrangement == Arrangement.SIDE_BY_SIDE
                ? object(size, what, radius, towards, alongside, random)
                : object(size, what, radius, alongside, towards, random);
    }

    private static SceneObject object(
            ObjectSize size, Combination what, double radius, double x, double y, KeyedRandom random) {
        Rgb drawn = what.colour().rgb().varied(random, OBJECT_COLOUR_REACH);
        return new SceneObject(size, what.colour(), what.shape(), drawn, x, y, radius);
    }

    private static Rgb shade(Background background, KeyedRandom random) {
        return background.rgb().varied(random, BACKGROUND_COLOUR_REACH);
    }

    private static Combination combination(Background background, boolean heldOut, KeyedRandom random) {
        Combination drawn;
        do {
            drawn = new Combination(pick(ObjectColour.values(), random), pick(Shape.values(), random));
        } while (drawn.isHeldOut() != heldOut || !background.allows(drawn.colour()));
        return drawn;
    }

    private static double jitter(double reach, KeyedRandom random) {
        return (2 * random.nextDouble() - 1) * reach;
    }

    private static <T> T pick(T[] values, KeyedRandom random) {
        return values[random.nextInt(values.length)];
    }
}
