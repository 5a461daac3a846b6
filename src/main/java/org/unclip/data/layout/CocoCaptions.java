package org.unclip.data.layout;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.unclip.config.UserError;

/**
 * Reads a captions file of MS-COCO as a stream: {@code {"images": [{"id", "file_name"}], "annotations": [{"image_id",
 * "caption"}]}}, in either order, other fields skipped.
 */
final class CocoCaptions {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String file;
    private final JsonParser parser;
    private final Map<Long, String> names = new LinkedHashMap<>();
    private final Map<Long, List<String>> captions = new HashMap<>();

    private CocoCaptions(JsonParser parser, String file) {
        this.parser = parser;
        this.file = file;
    }

    /**
     * Captions by the picture's file name, in the file's order; pictures without captions have none.
     *
     * @param file its name, for errors
     * @throws UserError if it is not such a file, with the place
     */
    static Map<String, List<String>> read(InputStream in, String file) throws IOException {
        try (JsonParser parser = JSON.createParser(in)) {
            CocoCaptions reading = new CocoCaptions(parser, file);
            reading.readAll();
            return reading.byName();
        } catch (JsonProcessingException e) {
            throw JsonFault.at(file, e.getLocation(), e.getOriginalMessage());
        }
    }

    private void readAll() throws IOException {
        expect(parser.nextToken(), JsonToken.START_OBJECT, "the captions file");
        boolean images = false;
        boolean annotations = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            if (field.equals("images")) {
                images = true;
                expect(value, JsonToken.START_ARRAY, "\"images\"");
                readEach(image -> names.put(number(image, "id"), text(image, "file_name")));
            } else if (field.equals("annotations")) {
                annotations = true;
                expect(value, JsonToken.START_ARRAY, "\"annotations\"");
                readEach(annotation -> captions.computeIfAbsent(number(annotation, "image_id"), id -> new ArrayList<>())
                        .add(text(annotation, "caption")));
            } else {
                parser.skipChildren();
            }
        }
        if (!images || !annotations) {
            throw broken("there is no \"" + (images ? "annotations" : "images") + "\"");
        }
    }

    private interface Element {
        void read(JsonNode node);
    }

    private void readEach(Element element) throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            element.read(JSON.readTree(parser));
        }
    }

    private Map<String, List<String>> byName() {
        Map<String, List<String>> byName = new LinkedHashMap<>();
        names.forEach((id, name) ->
                byName.computeIfAbsent(name, n -> new ArrayList<>()).addAll(captions.getOrDefault(id, List.of())));
        captions.forEach((id, found) -> {
            if (!names.containsKey(id)) {
                throw UserError.fatal("Captions file " + file + " is broken: the caption \"" + found.get(0)
                        + "\" belongs to picture " + id + ", which \"images\" does not list; fetch the file again.");
            }
        });
        return byName;
    }

    private long number(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (!value.isIntegralNumber()) {
            throw broken("\"" + field + "\" must be a whole number");
        }
        return value.longValue();
    }

    private String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (!value.isTextual()) {
            throw broken("\"" + field + "\" must be a text");
        }
        return value.textValue();
    }

    private void expect(JsonToken found, JsonToken expected, String what) {
        if (found != expected) {
            throw broken(what + " must begin with " + expected.asString());
        }
    }

    private UserError broken(String fault) {
        return JsonFault.at(file, parser.getCurrentLocation(), fault);
    }
}
