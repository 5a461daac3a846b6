package org.unclip.clip;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.unclip.config.UserError;

/** Checks a {@code preprocessor_config.json} for the one preprocessing of pictures that OpenAI's CLIPs have. */
final class HuggingFacePreprocessing {
    private static final String FILE = "preprocessor_config.json";
    private static final int PILLOW_BICUBIC = 3;

    private HuggingFacePreprocessing() {}

    /**
     * The preprocessing: shorter side to the image size by Pillow's bicubic filter, centre crop, mean and deviation.
     *
     * @param json content of the file
     * @param imageSize of the vision encoder
     * @throws UserError for any other preprocessing
     */
    static PicturePreprocessing parse(String json, int imageSize) {
        HuggingFaceSection section = new HuggingFaceSection(FILE, "", HuggingFaceConfig.object(FILE, json));
        for (String step :
                new String[] {"do_convert_rgb", "do_resize", "do_center_crop", "do_rescale", "do_normalize"}) {
            section.require(step, true);
        }
        section.require("resample", PILLOW_BICUBIC);
        section.require("rescale_factor", 1 / 255.0);
        requireSize(section, "size", "shortest_edge", imageSize);
        requireSize(section, "crop_size", "height", imageSize);
        requireSize(section, "crop_size", "width", imageSize);
        requireConstants(section);
        return new PicturePreprocessing(imageSize, PicturePreprocessing.Resampling.BICUBIC);
    }

    /** Older files have a number where newer ones have an object. */
    private static void requireSize(HuggingFaceSection section, String key, String part, int imageSize) {
        section.value(key).ifPresent(size -> {
            JsonNode side = size.isObject() ? size.path(part) : size;
            if (side.asInt() != imageSize) {
                throw UserError.of(
                        section.name(key),
                        size,
                        imageSize + ", the image size in config.json",
                        "take both files from one and the same CLIP");
            }
        });
    }

    private static void requireConstants(HuggingFaceSection section) {
        Optional<double[]> mean = section.value("image_mean").map(HuggingFacePreprocessing::numbers);
        Optional<double[]> deviation = section.value("image_std").map(HuggingFacePreprocessing::numbers);
        if (mean.isPresent()
                && deviation.isPresent()
                && !PicturePreprocessing.normalizesBy(mean.get(), deviation.get())) {
            throw UserError.fatal(FILE + " normalises pictures by other means and deviations than OpenAI's CLIPs,"
                    + " which alone are read: take one of them, such as openai/clip-vit-base-patch32.");
        }
    }

    private static double[] numbers(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToDouble(JsonNode::doubleValue)
                .toArray();
    }
}
