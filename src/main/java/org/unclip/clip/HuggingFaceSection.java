package org.unclip.clip;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.unclip.config.UserError;

/**
 * One object of a Hugging Face configuration file, in which a key that is left out has its default.
 *
 * @param file that it is in
 * @param path of the object in the file with a full stop behind it, or nothing for the whole file
 * @param node the object
 */
record HuggingFaceSection(String file, String path, JsonNode node) {
    private static final String MEND = "take an OpenAI CLIP such as openai/clip-vit-base-patch32, as it was published";

    /** A positive integer. */
    int integer(String key, int defaultValue) {
        JsonNode value = value(key).orElse(null);
        if (value == null) {
            return defaultValue;
        }
        if (!value.canConvertToInt() || !value.isIntegralNumber() || value.intValue() < 1) {
            throw UserError.of(name(key), value, "an integer from 1", MEND);
        }
        return value.intValue();
    }

    /** Throws {@link UserError} unless the key has this value, in numbers as near as a float is, or is left out. */
    void require(String key, Object value) {
        value(key).filter(node -> !equal(node, value)).ifPresent(node -> {
            throw UserError.of(name(key), node, String.valueOf(value), MEND);
        });
    }

    /** What a key has, unless it is left out. */
    Optional<JsonNode> value(String key) {
        return Optional.ofNullable(node.get(key)).filter(value -> !value.isNull());
    }

    String name(String key) {
        return path + key + " in " + file;
    }

    private static boolean equal(JsonNode node, Object value) {
        return value instanceof Number number && node.isNumber()
                ? (float) node.doubleValue() == number.floatValue()
                : node.asText().equals(String.valueOf(value));
    }
}
