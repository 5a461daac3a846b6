package org.unclip.data.layout;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.unclip.config.UserError;

/** A captions file that is one object with lists in it, read as a stream; what is wrong is told with its place. */
final class CaptionsJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonParser parser;
    private final String file;

    private CaptionsJson(JsonParser parser, String file) {
        this.parser = parser;
        this.file = file;
    }

    /** What takes a file in. */
    interface Reader {
        void read(CaptionsJson json) throws IOException;
    }

    /**
     * A list that the file must have.
     *
     * @param element takes its elements in, one after another
     */
    record ListField(String name, Consumer<JsonNode> element) {}

    /**
     * Opens a file.
     *
     * @param file its name, for errors
     * @throws UserError if it is no JSON
     */
    static void read(InputStream in, String file, Reader reader) throws IOException {
        try (JsonParser parser = JSON.createParser(in)) {
            reader.read(new CaptionsJson(parser, file));
        } catch (JsonProcessingException e) {
            throw broken(file, e.getLocation(), e.getOriginalMessage());
        }
    }

    /** Reads these lists, in whatever order they come, and passes over other fields. */
    void readLists(ListField... fields) throws IOException {
        expect(parser.nextToken(), JsonToken.START_OBJECT, "the captions file");
        List<String> missing = Arrays.stream(fields).map(ListField::name).collect(Collectors.toList());
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            missing.remove(name);
            for (ListField field : fields) {
                if (field.name().equals(name)) {
                    expect(value, JsonToken.START_ARRAY, "\"" + name + "\"");
                    readList(field);
                }
            }
            parser.skipChildren(); // does nothing after a list that was read
        }
        if (!missing.isEmpty()) {
            throw broken("there is no \"" + missing.get(0) + "\"");
        }
    }

    private void readList(ListField field) throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            field.element().accept(JSON.readTree(parser));
        }
    }

    long number(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (!value.isIntegralNumber()) {
            throw broken("\"" + field + "\" must be a whole number");
        }
        return value.longValue();
    }

    String text(JsonNode node, String field) {
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

    /** A fault at the place that was read last, with what to do about it. */
    UserError broken(String fault) {
        return broken(file, parser.getCurrentLocation(), fault);
    }

    private static UserError broken(String file, JsonLocation place, String fault) {
        return UserError.fatal("Captions file %s is broken at line %d, column %d: %s; fetch it again or correct it."
                .formatted(file, place.getLineNr(), place.getColumnNr(), fault));
    }
}
