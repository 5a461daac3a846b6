package org.unclip.evaluation.shapes;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import org.unclip.data.shapes.Background;
import org.unclip.data.shapes.Combination;
import org.unclip.data.shapes.ObjectColour;
import org.unclip.data.shapes.Shape;
import org.unclip.data.shapes.ShapeCoverage;

/**
 * The object that a region of a picture shows: the colour of what differs most from the background, and the shape that
 * covers what has this colour best.
 *
 * @param rgb its colour as drawn
 */
record ObjectReading(ObjectColour colour, double[] rgb, ShapeFit fit) {
    private static final double FAINTEST = 25; // of 255; white on pink differs by 75, shades of a background by 9
    private static final int FEWEST_PIXELS = 12;
    private static final double CORE = 0.7; // of the largest difference: leaves out the blended rim

    /** Reads a region; empty where nothing stands out from the background. */
    static Optional<ObjectReading> of(double[][] pixels, Background background, double[] backgroundRgb, Region region) {
        int[] inked = Arrays.stream(region.pixels())
                .filter(pixel -> Colours.distance(pixels[pixel], backgroundRgb) > FAINTEST)
                .toArray();
        if (inked.length < FEWEST_PIXELS) {
            return Optional.empty();
        }
        double[] rgb = coreColour(pixels, backgroundRgb, inked);
        ObjectColour colour = Arrays.stream(ObjectColour.values())
                .filter(background::allows)
                .min(Comparator.comparingDouble(named -> Colours.distance(Colours.of(named.rgb()), rgb)))
                .orElseThrow();
        ShapeFit fit = ShapeFit.best(Colours.mask(pixels, backgroundRgb, rgb), region);
        return Optional.of(new ObjectReading(colour, rgb, fit));
    }

    Combination combination() {
        Shape shape = fit.shape();
        return new Combination(colour, shape);
    }

    /** How much of each pixel it covers. */
    float[] coverage() {
        return ShapeCoverage.of(fit.shape(), fit.x(), fit.y(), fit.radius());
    }

    private static double[] coreColour(double[][] pixels, double[] backgroundRgb, int[] inked) {
        double[] distances = Arrays.stream(inked)
                .mapToDouble(pixel -> Colours.distance(pixels[pixel], backgroundRgb))
                .sorted()
                .toArray();
        double strongest = distances[(int) (0.9 * (distances.length - 1))];
        return Colours.mean(
                pixels,
                Arrays.stream(inked)
                        .filter(pixel -> Colours.distance(pixels[pixel], backgroundRgb) >= CORE * strongest)
                        .toArray());
    }
}
