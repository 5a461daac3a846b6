package org.unclip.data;

import java.util.Locale;
import java.util.Optional;

/**
 * Where captioned pictures come from and how they are stored.
 *
 * @param source layout of the data set
 * @param path folder of the pictures, of {@code webdataset} of the tars; of {@code shapes} unused
 * @param captions captions file of {@code coco}, {@code flickr8k}, {@code flickr30k} and {@code karpathy}, or a pattern of
 *     several ({@code annotations/captions_*.json})
 * @param splits pattern of the lists of each split's pictures, of {@code flickr8k} and {@code flickr30k} alone
 * @param keepSplits whether the splits that the layout knows hold; else the key decides by {@code validationFraction}
 * @param imageSize side in pixels that every picture is cropped and resized to
 * @param maxCaptions most captions of a picture that training uses
 * @param validationFraction share of the pairs kept from training, where the layout does not say
 * @param maxRejectedFraction share of the pairs that may be unusable before ingest fails
 */
public record DataConfig(
        Source source,
        Optional<String> path,
        Optional<String> captions,
        Optional<String> splits,
        boolean keepSplits,
        int imageSize,
        int maxCaptions,
        double validationFraction,
        double maxRejectedFraction,
        ShapesConfig shapes) {

    /** Layouts that can be read. */
    public enum Source {
        SHAPES,
        FOLDER,
        COCO,
        FLICKR8K,
        FLICKR30K,
        KARPATHY,
        WEBDATASET;

        /** Whether its captions are in a file of their own. */
        public boolean hasCaptionsFile() {
            return switch (this) {
                case SHAPES, FOLDER, WEBDATASET -> false;
                case COCO, FLICKR8K, FLICKR30K, KARPATHY -> true;
            };
        }

        private boolean hasSplitLists() {
            return this == FLICKR8K || this == FLICKR30K;
        }

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
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
        require(source == Source.SHAPES || isGiven(path), "path is missing, but source is " + source.word());
        require(!source.hasCaptionsFile() || isGiven(captions), "captions is missing, but source is " + source.word());
        require(
                splits.isEmpty() || source.hasSplitLists(),
                "splits must be null where source is " + source.word() + ": flickr8k and flickr30k alone have lists");
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
