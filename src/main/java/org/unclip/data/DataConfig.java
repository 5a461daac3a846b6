package org.unclip.data;

import java.util.Locale;
import java.util.Optional;

/**
 * Where captioned pictures come from and how they are stored.
 *
 * @param source layout of the data set
 * @param path folder of the pictures; of {@code shapes} unused
 * @param captions captions file of {@code coco}, or a pattern of several ({@code annotations/captions_*.json})
 * @param imageSize side in pixels that every picture is cropped and resized to
 * @param maxCaptions most captions of a picture that training uses
 * @param validationFraction share of the pairs kept from training, where the layout does not say
 * @param maxRejectedFraction share of the pairs that may be unusable before ingest fails
 */
public record DataConfig(
        Source source,
        Optional<String> path,
        Optional<String> captions,
        int imageSize,
        int maxCaptions,
        double validationFraction,
        double maxRejectedFraction,
        ShapesConfig shapes) {

    /** Layouts that can be read. */
    public enum Source {
        SHAPES,
        FOLDER,
        COCO
    }

    /**
     * The generated scenes.
     *
     * @param count number of scenes
     * @param captions different captions of each scene
     * @param twoObjects share of the scenes with two objects, 0 to 1
     */
    public record ShapesConfig(int count, int captions, double twoObjects) {
        private static final int PATTERNS = 8;

        public ShapesConfig {
            require(count >= 1, "count must be at least 1, got " + count);
            require(
                    captions >= 1 && captions <= PATTERNS,
                    "captions must be 1 to " + PATTERNS + ", the number of patterns, got " + captions);
            require(twoObjects >= 0 && twoObjects <= 1, "twoObjects must be 0 to 1, got " + twoObjects);
        }
    }

    private static final int MAX_IMAGE_SIZE = 4096;

    public DataConfig {
        require(
                source == Source.SHAPES || isGiven(path),
                "path is missing, but source is " + source.name().toLowerCase(Locale.ROOT));
        require(source != Source.COCO || isGiven(captions), "captions is missing, but source is coco");
        require(
                imageSize >= 8 && imageSize <= MAX_IMAGE_SIZE,
                "imageSize must be 8 to " + MAX_IMAGE_SIZE + " pixels, got " + imageSize);
        require(maxCaptions >= 1, "maxCaptions must be at least 1, got " + maxCaptions);
        require(
                validationFraction >= 0 && validationFraction < 1,
                "validationFraction must be at least 0 and below 1, got " + validationFraction);
        require(
                maxRejectedFraction >= 0 && maxRejectedFraction <= 1,
                "maxRejectedFraction must be 0 to 1, got " + maxRejectedFraction);
    }

    private static boolean isGiven(Optional<String> location) {
        return location.isPresent() && !location.get().isBlank();
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
