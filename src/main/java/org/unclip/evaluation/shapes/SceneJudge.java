package org.unclip.evaluation.shapes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.unclip.data.picture.Picture;
import org.unclip.data.shapes.Arrangement;
import org.unclip.data.shapes.Background;
import org.unclip.data.shapes.Scene;

/**
 * Reads what a picture of the drawn scenes shows, by looking for the scene whose drawing comes nearest: the background by
 * its rim, then for each arrangement the objects, their colours and the shapes that fit them best; the arrangement whose
 * drawing differs least from the picture is what is read. Objects whose centres are
 * nearer than any two of a scene can be are no candidates: they are the halves of one.
 *
 * <p>It has learned nothing, and so favours no model. It names the nearest scene even of a picture that shows none: a
 * blotch is read as some shape. Immutable; for any thread.
 */
public final class SceneJudge {
    private static final int SIDE = Scene.SIDE;
    private static final int[] RIM = IntStream.range(0, SIDE * SIDE)
            .filter(pixel ->
                    Math.min(Math.min(pixel % SIDE, pixel / SIDE), SIDE - 1 - Math.max(pixel % SIDE, pixel / SIDE)) < 2)
            .toArray();

    private static final double NEAREST_CENTRES = 25; // pixels; 29 in the scenes, up to 22 for the halves of a square

    private record Candidate(Arrangement arrangement, List<ObjectReading> objects, double error) {}

    /**
     * Reads a picture.
     *
     * @throws IllegalArgumentException unless it is {@value Scene#SIDE} pixels wide and high
     */
    public SceneReading read(Picture picture) {
        if (picture.width() != SIDE || picture.height() != SIDE) {
            throw new IllegalArgumentException("the judge reads pictures of %d×%d pixels, got %d×%d"
                    .formatted(SIDE, SIDE, picture.width(), picture.height()));
        }
        double[][] pixels = Colours.pixels(picture.rgb());
        double[] rgb = Colours.median(pixels, RIM);
        Background background = Arrays.stream(Background.values())
                .min(Comparator.comparingDouble(named -> Colours.distance(Colours.of(named.rgb()), rgb)))
                .orElseThrow();
        List<Candidate> candidates = new ArrayList<>();
        candidate(Arrangement.ALONE, List.of(Region.WHOLE), pixels, background, rgb)
                .ifPresent(candidates::add);
        candidate(Arrangement.SIDE_BY_SIDE, List.of(Region.LEFT, Region.RIGHT), pixels, background, rgb)
                .ifPresent(candidates::add);
        candidate(Arrangement.STACKED, List.of(Region.UPPER, Region.LOWER), pixels, background, rgb)
                .ifPresent(candidates::add);
        return candidates.stream()
                .min(Comparator.comparingDouble(Candidate::error))
                .map(best -> reading(background, best))
                .orElse(new SceneReading(background, Arrangement.ALONE, List.of()));
    }

    private static SceneReading reading(Background background, Candidate best) {
        return new SceneReading(
                background,
                best.arrangement,
                best.objects.stream().map(ObjectReading::combination).toList());
    }

    private static Optional<Candidate> candidate(
            Arrangement arrangement, List<Region> regions, double[][] pixels, Background background, double[] rgb) {
        List<ObjectReading> objects = new ArrayList<>();
        for (Region region : regions) {
            ObjectReading.of(pixels, background, rgb, region).ifPresent(objects::add);
        }
        return objects.size() == regions.size() && apart(objects)
                ? Optional.of(new Candidate(arrangement, objects, error(pixels, rgb, objects)))
                : Optional.empty();
    }

    private static boolean apart(List<ObjectReading> objects) {
        ShapeFit first = objects.get(0).fit();
        ShapeFit last = objects.get(objects.size() - 1).fit();
        return objects.size() == 1 || Math.hypot(first.x() - last.x(), first.y() - last.y()) >= NEAREST_CENTRES;
    }

    /** Sum of the squared differences of the picture and the drawing of these objects. */
    private static double error(double[][] pixels, double[] background, List<ObjectReading> objects) {
        List<float[]> coverages = objects.stream().map(ObjectReading::coverage).toList();
        double error = 0;
        for (int pixel = 0; pixel < pixels.length; pixel++) {
            double[] drawn = background.clone();
            for (int object = 0; object < coverages.size(); object++) {
                for (int channel = 0; channel < 3; channel++) {
                    drawn[channel] +=
                            coverages.get(object)[pixel] * (objects.get(object).rgb()[channel] - drawn[channel]);
                }
            }
            double distance = Colours.distance(pixels[pixel], drawn);
            error += distance * distance;
        }
        return error;
    }
}
